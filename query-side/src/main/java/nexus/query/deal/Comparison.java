package nexus.query.deal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.Money;
import nexus.query.deal.DealRow.Status;
import org.jspecify.annotations.Nullable;

/** What became of a pipeline between two instants: which deals came, went, moved, grew, slipped. */
record Comparison(
        Group entered,
        Group left,
        Group won,
        Group lost,
        Group moved,
        Group grew,
        Group shrank,
        Group slipped) {

    private static final int SHOWN = 50;

    /** A deal as it stood at one of the two instants. */
    record Standing(
            String id,
            String name,
            String stageId,
            Status status,
            Money value,
            @Nullable LocalDate expectedCloseDate) {}

    /**
     * Deals that have something in common.
     *
     * @param count of all of them
     * @param totals of what they are worth at the later instant, or were worth at the earlier, by
     *     currency
     * @param deals the most valuable
     */
    record Group(long count, List<Money> totals, List<Item> deals) {}

    /** A deal then and now; null where it was not there. */
    record Item(String id, String name, @Nullable Standing from, @Nullable Standing to) {

        private Standing either() {
            return Objects.requireNonNull(to == null ? from : to);
        }
    }

    static Comparison of(List<Standing> before, List<Standing> after) {
        var was = byId(before);
        var is = byId(after);
        var all =
                Stream.concat(was.keySet().stream(), is.keySet().stream())
                        .distinct()
                        .map(id -> item(was.get(id), is.get(id)))
                        .toList();
        return new Comparison(
                group(all, item -> item.from() == null),
                group(all, item -> item.to() == null),
                group(all, item -> became(item, Status.WON)),
                group(all, item -> became(item, Status.LOST)),
                group(all, Comparison::isMoved),
                group(all, item -> growth(item) > 0),
                group(all, item -> growth(item) < 0),
                group(all, Comparison::isSlipped));
    }

    private static Map<String, Standing> byId(List<Standing> deals) {
        return deals.stream().collect(Collectors.toMap(Standing::id, Function.identity()));
    }

    private static Item item(@Nullable Standing from, @Nullable Standing to) {
        var known = Objects.requireNonNull(to == null ? from : to);
        return new Item(known.id(), known.name(), from, to);
    }

    private static boolean became(Item item, Status status) {
        var from = item.from();
        var to = item.to();
        return to != null && to.status() == status && (from == null || from.status() != status);
    }

    private static boolean isMoved(Item item) {
        var from = item.from();
        var to = item.to();
        return from != null
                && to != null
                && from.status() == Status.OPEN
                && to.status() == Status.OPEN
                && !from.stageId().equals(to.stageId());
    }

    private static int growth(Item item) {
        var from = item.from();
        var to = item.to();
        return from == null || to == null || !from.value().currency().equals(to.value().currency())
                ? 0
                : to.value().amount().compareTo(from.value().amount());
    }

    private static boolean isSlipped(Item item) {
        var from = item.from();
        var to = item.to();
        if (from == null || to == null) {
            return false;
        }
        var expected = from.expectedCloseDate();
        var now = to.expectedCloseDate();
        return expected != null && now != null && now.isAfter(expected);
    }

    private static Group group(List<Item> all, Predicate<Item> condition) {
        var items = all.stream().filter(condition).toList();
        var totals = new TreeMap<String, BigDecimal>();
        for (var item : items) {
            var value = item.either().value();
            totals.merge(value.currency(), value.amount(), BigDecimal::add);
        }
        return new Group(
                items.size(),
                totals.entrySet().stream()
                        .map(total -> new Money(total.getValue(), total.getKey()))
                        .toList(),
                items.stream()
                        .sorted(
                                Comparator.<Item, BigDecimal>comparing(
                                                item -> item.either().value().amount())
                                        .reversed()
                                        .thenComparing(Item::id))
                        .limit(SHOWN)
                        .toList());
    }
}
