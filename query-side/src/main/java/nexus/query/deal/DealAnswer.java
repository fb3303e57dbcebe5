package nexus.query.deal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import nexus.api.Money;
import org.jspecify.annotations.Nullable;

/** A deal as clients are told of it, with the names of what it refers to. */
record DealAnswer(
        String id,
        String name,
        Money value,
        String pipelineId,
        String stageId,
        @Nullable String stageName,
        DealRow.Status status,
        int probability,
        @Nullable String contactId,
        @Nullable String companyId,
        @Nullable String companyName,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable LocalDate expectedCloseDate,
        Instant openedAt,
        Instant stageEnteredAt,
        @Nullable Instant closedAt,
        @Nullable String wonReason,
        @Nullable String lostReason,
        @Nullable String competitor,
        @Nullable String source,
        Map<String, Object> customFields,
        int slips,
        @Nullable String externalId,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    static final String SELECT =
            """
            r.*, s.name as stage_name, c.name as company_name,
            nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '') as owner_name""";

    /** The tables that {@link #SELECT} names things by, to follow the deals as {@code r}. */
    static final String JOINS =
            """

            left join (select s.id, s.name, s.kind from {lookup:pipelines} p
                        cross join lateral jsonb_to_recordset(p.stages)
                          as s (id text, name text, kind text)) s on s.id = r.stage_id
             left join {lookup:companies} c on c.id = r.company_id
             left join {lookup:members} o on o.id = r.owner_id""";
}
