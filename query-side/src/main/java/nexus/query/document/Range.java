package nexus.query.document;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Which bytes of how many are to be sent. Several ranges at once are answered with everything,
 * which a server may always do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, 14</a>
 */
record Range(long from, long length, long of, boolean isPart) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * The range that a request asks for.
     *
     * @param etag of what there is: who has begun with something else starts over
     * @throws ErrorResponseException 416 if there are no such bytes
     */
    static Range asked(HttpServletRequest request, long size, String etag) {
        var ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        return ifRange == null || ifRange.equals(etag)
                ? of(request.getHeader(HttpHeaders.RANGE), size)
                : all(size);
    }

    static Range of(@Nullable String header, long size) {
        var asked = ONE.matcher(header == null ? "" : header.strip());
        if (!asked.matches() || asked.group(1).isEmpty() && asked.group(2).isEmpty()) {
            return all(size);
        }
        if (asked.group(1).isEmpty()) {
            return last(Long.parseLong(asked.group(2)), size);
        }
        var from = Long.parseLong(asked.group(1));
        var to = asked.group(2).isEmpty() ? size - 1 : Long.parseLong(asked.group(2));
        if (to < from && !asked.group(2).isEmpty()) {
            return all(size); // no range at all
        }
        return from >= size ? none(size) : part(from, Math.min(to, size - 1), size);
    }

    private static Range last(long count, long size) {
        return count == 0 ? none(size) : part(Math.max(0, size - count), size - 1, size);
    }

    private static Range part(long from, long to, long size) {
        return new Range(from, to - from + 1, size, true);
    }

    private static Range all(long size) {
        return new Range(0, size, size, false);
    }

    private static Range none(long size) {
        var refusal = new ErrorResponseException(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        refusal.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        refusal.setDetail("The file has %d bytes.".formatted(size));
        throw refusal;
    }

    @Override
    public String toString() {
        return "bytes " + from + "-" + (from + length - 1) + "/" + of;
    }
}
