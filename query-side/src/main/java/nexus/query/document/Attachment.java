package nexus.query.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The header that makes a browser save a file under its name instead of showing it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8187">RFC 8187</a>
 */
final class Attachment {

    private static final String PLAIN = "!#$&+-.^_`|~";

    private Attachment() {}

    /** For whoever knows no other letters there is a name without them. */
    static String named(String name) {
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
                .formatted(name.replaceAll("[^ !#-\\[\\]-~]|%", "_"), encoded(name));
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            var letter = (char) (b & 0xff);
            if (letter < 128 && (isAlphanumeric(letter) || PLAIN.indexOf(letter) >= 0)) {
                encoded.append(letter);
            } else {
                encoded.append('%').append("%02X".formatted(b & 0xff).toUpperCase(Locale.ROOT));
            }
        }
        return encoded.toString();
    }

    private static boolean isAlphanumeric(char letter) {
        return letter >= '0' && letter <= '9'
                || letter >= 'A' && letter <= 'Z'
                || letter >= 'a' && letter <= 'z';
    }
}
