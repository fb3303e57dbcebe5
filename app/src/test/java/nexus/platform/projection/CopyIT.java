package nexus.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nexus.api.DomainEvent;
import nexus.api.Money;
import nexus.app.EngineTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What is copied in binary is what would have been written as text, and is read back as it was. */
class CopyIT extends EngineTest {

    @Autowired JdbcTemplate jdbc;
    @Autowired TransactionTemplate transactions;

    private record Happened(String streamId) implements DomainEvent {}

    private record AllThereIs(
            String id,
            @Nullable String text,
            Nothing constant,
            int integer,
            @Nullable Integer boxed,
            long bigint,
            boolean flag,
            @Nullable BigDecimal number,
            @Nullable Money money,
            @Nullable Instant instant,
            @Nullable LocalDate date,
            List<String> list,
            Map<String, Object> map) {}

    private enum Nothing {
        HERE,
        THERE
    }

    private static final class Everything implements View<Happened, AllThereIs> {
        @Override
        public String name() {
            return "everything";
        }

        @Override
        public Class<Happened> events() {
            return Happened.class;
        }

        @Override
        public Class<AllThereIs> rows() {
            return AllThereIs.class;
        }

        @Override
        public @Nullable AllThereIs evolve(
                @Nullable AllThereIs row, Happened event, Occurrence at) {
            return row;
        }
    }

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "0.00",
                    "1",
                    "-1",
                    "9999",
                    "10000",
                    "10000.0001",
                    "0.0001",
                    "0.00000001",
                    "-0.10",
                    "123456789012345678901234567890.123456789",
                    "1000000000000",
                    "0.00012000",
                    "99999999.99990000");

    @Test
    void every_type_survives_the_copy() {
        var rows = new ArrayList<Kept<AllThereIs>>();
        var chance = new SplittableRandom(1);
        for (int i = 0; i < 400; i++) {
            var number =
                    i < NUMBERS.size()
                            ? new BigDecimal(NUMBERS.get(i))
                            : BigDecimal.valueOf(chance.nextLong(), chance.nextInt(15));
            var at =
                    Instant.ofEpochSecond(chance.nextLong(-9_000_000_000L, 9_000_000_000L))
                            .plusNanos(chance.nextInt(1_000_000) * 1000L);
            rows.add(
                    new Kept<>(
                            "id-" + i,
                            new AllThereIs(
                                    "id-" + i,
                                    i % 5 == 0 ? null : "tab\t ü € 😀 \\N \"" + i,
                                    Nothing.values()[i % 2],
                                    chance.nextInt(),
                                    i % 3 == 0 ? null : chance.nextInt(),
                                    chance.nextLong(),
                                    i % 2 == 0,
                                    i % 7 == 6 ? null : number,
                                    i % 4 == 3 ? null : new Money(number, "GBP"),
                                    i % 6 == 5 ? null : at,
                                    i % 6 == 4
                                            ? null
                                            : LocalDate.ofEpochDay(chance.nextInt(90_000) - 40_000),
                                    i % 2 == 0 ? List.of() : List.of("a", "b\n"),
                                    i % 2 == 1 ? Map.of() : Map.of("k", i)),
                            "organization-1",
                            "stream-" + i,
                            i,
                            at,
                            at.plusSeconds(1),
                            at.minusSeconds(1),
                            i % 9 == 0));
        }
        transactions.executeWithoutResult(
                transaction -> {
                    var copied = new ViewTable<>(jdbc, new Everything(), 1);
                    var written = new ViewTable<>(jdbc, new Everything(), 2);
                    copied.create();
                    written.create();
                    copied.copyRows(rows.subList(0, 300));
                    copied.copyRows(rows.subList(300, 400));
                    written.upsert(rows);
                    assertThat(copied.fingerprint().differing(written.fingerprint(), 20)).isEmpty();
                    assertThat(copied.fingerprint().digest())
                            .isEqualTo(written.fingerprint().digest());
                    copied.replaceRows(rows.subList(0, 10));
                    assertThat(copied.fingerprint().digest())
                            .isEqualTo(written.fingerprint().digest());
                    assertThat(copied.load(List.of("id-1", "id-9", "id-10")).values())
                            .containsExactlyInAnyOrder(rows.get(1), rows.get(9), rows.get(10));
                    transaction.setRollbackOnly();
                });
    }
}
