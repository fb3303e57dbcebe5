package nexus.command.document;

import java.util.Locale;
import java.util.regex.Pattern;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Text;
import org.jspecify.annotations.Nullable;

/**
 * What somebody calls a file: data, shown to people, and no part of any path. A name that could be
 * taken for one is refused rather than mended, as whoever sends it is up to something, or mistaken.
 */
record FileName(String value) {

    private static final int LONGEST = 255;

    /** Turns the direction of writing, so that {@code exe.fdp} is shown for {@code pdf.exe}. */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern LIKE_A_PATH = Pattern.compile("[/\\\\]|^\\.{1,2}$|^[A-Za-z]:");

    /**
     * The name that was sent.
     *
     * @throws InvalidRequest if it is none
     */
    static FileName of(@Nullable String sent) {
        if (sent == null || sent.isBlank()) {
            throw new InvalidRequest("file", "nameless", "needs a file name");
        }
        if (LIKE_A_PATH.matcher(sent).find()) {
            throw new InvalidRequest("file", "path", "must have a name that is no path");
        }
        if (sent.length() > LONGEST) {
            throw new InvalidRequest(
                    "file", "name-too-long", "has a name of more than 255 letters");
        }
        if (!Text.isClean(sent)
                || sent.chars().anyMatch(Character::isISOControl)
                || MISLEADING.matcher(sent).find()) {
            throw new InvalidRequest("file", "malformed-name", "has a name that cannot be shown");
        }
        return new FileName(sent.strip());
    }

    /** What stands after the last dot, in small letters; empty if there is none. */
    String extension() {
        var dot = value.lastIndexOf('.');
        return dot <= 0 ? "" : value.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
