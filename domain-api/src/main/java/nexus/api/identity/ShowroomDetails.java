package nexus.api.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a showroom is like and where it is.
 *
 * @param postcodes those it serves, in full or as far as they are shared by all it serves: {@code
 *     LS1}
 * @param timeZone an IANA name; null if it is that of the organization
 * @param locale a BCP 47 tag; null if it is that of the organization
 * @param primaryColor of its branding, as {@code #rrggbb}; null if it is that of the organization
 */
public record ShowroomDetails(
        ShowroomType type,
        @Nullable Address address,
        List<String> postcodes,
        @Nullable String timeZone,
        @Nullable String locale,
        @Nullable String primaryColor) {

    /** Nothing is known but that the organization runs it. */
    public static final ShowroomDetails PLAIN =
            new ShowroomDetails(ShowroomType.RETAIL, null, List.of(), null, null, null);
}
