package nexus.platform.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part begins, if there is one
 */
public record Page<T>(List<T> data, Pagination pagination, @Nullable String nextCursor) {

    /** Where the part lies in the whole; {@code page} counts from 1. */
    public record Pagination(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer page,
            int pageSize,
            long total,
            long totalPages) {}
}
