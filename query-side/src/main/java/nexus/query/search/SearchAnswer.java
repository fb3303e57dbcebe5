package nexus.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import nexus.platform.query.Page.Pagination;
import org.jspecify.annotations.Nullable;

/**
 * What a search finds.
 *
 * @param facets for each facet how many records it would find with one of its values, under all
 *     other filters
 * @param took milliseconds in the index
 */
record SearchAnswer(
        List<Found> data, Map<String, List<FacetValue>> facets, long took, Pagination pagination) {

    /**
     * A record that was found.
     *
     * @param highlights by field, pieces of HTML with what was searched for in {@code <em>}
     * @param score how well it fits; null where hits are in the order of time
     */
    record Found(
            String type,
            String id,
            String title,
            @Nullable String subtitle,
            Map<String, List<String>> highlights,
            @Nullable Double score) {}

    /** A value of a facet, how to call it if not by itself, and how many records have it. */
    record FacetValue(
            String value,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String label,
            long count) {}

    /** What the palette offers while somebody types. */
    record Suggestions(List<Group> data, long took) {}

    /** Suggestions of one type. */
    record Group(String type, List<Found> items) {}
}
