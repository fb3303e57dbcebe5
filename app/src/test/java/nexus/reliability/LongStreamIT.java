package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream that has grown very long costs no more than a short one. */
class LongStreamIT {

    private static final Logger log = LoggerFactory.getLogger(LongStreamIT.class);

    @Test
    void a_very_long_stream_is_decided_on_as_fast_as_a_short_one() throws Exception {
        var cluster = Cluster.whole();
        var token = cluster.token();
        var commandA = cluster.commandSides().getFirst();
        var commandB = cluster.commandSides().getLast();
        var opened =
                commandA.send(
                        "POST",
                        "/api/deals",
                        token,
                        "{\"name\":\"Long\",\"value\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}");
        var deal = opened.id();
        var length = Soak.rounds(20_000, 100_000);
        cluster.db()
                .sql(
                        """
                        insert into event (event_id, stream_id, version, stream_type, type, revision,
                          payload, metadata, organization_id, occurred_at, recorded_at)
                        select :deal || '/' || n, stream_id, n, stream_type, 'deal.value-changed', '1',
                          jsonb_build_object('dealId', stream_id, 'value', jsonb_build_object(
                            'amount', n || '.00', 'currency', 'EUR')),
                          metadata, organization_id, clock_timestamp(), clock_timestamp()
                        from event, generate_series(1, :length) as n
                        where stream_id = :deal and version = 0""")
                .param("deal", deal)
                .param("length", length)
                .update();

        long first = millis(commandA, token, deal, length);
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                cluster.db()
                                        .sql(
                                                "select count(*) = 1 from snapshot where stream_id = :deal")
                                        .param("deal", deal)
                                        .query(Boolean.class)
                                        .single());
        long cold = millis(commandB, token, deal, length + 1);
        var warm = new ArrayList<Long>();
        for (int i = 2; i < 40; i++) {
            warm.add(millis(i % 2 == 0 ? commandA : commandB, token, deal, length + i));
        }
        warm.sort(null);
        log.info(
                "{} events in a stream: first {} ms, from its snapshot {} ms, then {} ms at most",
                length,
                first,
                cold,
                warm.getLast());
        assertThat(cold).as("from the snapshot, in milliseconds").isLessThan(2_000);
        assertThat(warm.get(warm.size() / 2)).as("then, in milliseconds").isLessThan(500);
        cluster.assertOrdered();
        cluster.assertViewsEqualARebuild();
    }

    private static long millis(Node node, String token, String deal, long version) {
        var began = System.nanoTime();
        var answer =
                node.send(
                        "PATCH",
                        "/api/deals/" + deal,
                        token,
                        "{\"name\":\"Long, at %d\"}".formatted(version),
                        Duration.ofMinutes(1));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(version + 1);
        return (System.nanoTime() - began) / 1_000_000;
    }
}
