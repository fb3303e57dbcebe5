package nexus.benchmark;

import nexus.platform.NewId;

/**
 * The yardstick of all writing: rows the size of an event, each inserted and made durable on its
 * own, into a table with the indexes an event store cannot do without.
 */
final class SingleRowInserts {

    static final String WHAT = "single-row durable inserts";

    private static final String TABLE =
            """
            create table if not exists bench_event (
                seq             bigint generated always as identity primary key,
                event_id        text        not null,
                stream_id       text        not null,
                version         bigint      not null,
                stream_type     text        not null,
                type            text        not null,
                revision        text        not null,
                payload         jsonb       not null,
                metadata        jsonb       not null,
                organization_id text        not null,
                recorded_at     timestamptz not null default now(),
                unique (stream_id, version)
            );
            create index if not exists bench_event_of_organization
              on bench_event (organization_id, stream_type, seq)""";

    private static final String INSERT =
            """
            insert into bench_event (event_id, stream_id, version, stream_type, type, revision,
                                     payload, metadata, organization_id)
            values (?, ?, 0, 'deal', 'deal.value-changed', '1', ?::jsonb, ?::jsonb, ?)""";

    private static final String PAYLOAD =
            """
            {"value": {"amount": "4200.50", "currency": "GBP"},
             "dealId": "deal-01990000-0000-7000-8000-000000000000"}""";

    private static final String ORGANIZATION = "organization-01990000-0000-7000-8000-000000000000";

    private static final String METADATA =
            """
            {"actorId": "user-01990000-0000-7000-8000-000000000000", "actorKind": "USER",
             "actorName": "Olive Owner", "correlationId": "bench", "organizationId": "%s"}"""
                    .formatted(ORGANIZATION);

    private SingleRowInserts() {}

    static Work by(Engine engine, int callers) {
        engine.db().sql(TABLE).update();
        return Sql.writing(
                engine,
                callers,
                INSERT,
                (insert, _) -> {
                    insert.setString(1, NewId.of("event"));
                    insert.setString(2, NewId.of("deal"));
                    insert.setString(3, PAYLOAD);
                    insert.setString(4, METADATA);
                    insert.setString(5, ORGANIZATION);
                });
    }
}
