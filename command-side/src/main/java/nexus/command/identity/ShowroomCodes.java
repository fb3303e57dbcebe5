package nexus.command.identity;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.api.identity.OrganizationId;
import nexus.platform.decider.Reservations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds short codes for showrooms: {@code LDS} for Leeds. */
@Component
class ShowroomCodes {

    private static final int LENGTH = 3;
    private static final String VOWELS = "AEIOU";
    private static final String NAMELESS = "ONE";
    private static final char FILLER = 'X';

    private final Reservations reservations;

    ShowroomCodes(Reservations reservations) {
        this.reservations = reservations;
    }

    /** The code that is wanted, or one that suits the name and that nobody in there has. */
    String codeFor(@Nullable String wanted, String name, OrganizationId organization) {
        return wanted == null ? free(of(name), organization) : wanted;
    }

    private String free(String code, OrganizationId organization) {
        var candidates =
                Stream.concat(
                                Stream.of(code),
                                IntStream.rangeClosed(2, 99).mapToObj(number -> code + number))
                        .toList();
        var taken = reservations.holders(organization.value(), ShowroomDecider.CODE, candidates);
        return candidates.stream()
                .filter(candidate -> !taken.containsKey(candidate))
                .findFirst()
                .orElse(code); // which is refused, and another is asked for
    }

    /** The first letter and the consonants after it, or whatever letters there are. */
    static String of(String name) {
        var letters =
                Normalizer.normalize(name, Normalizer.Form.NFD)
                        .toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z]", "");
        if (letters.isEmpty()) {
            return NAMELESS;
        }
        var telling = letters.charAt(0) + letters.substring(1).replaceAll("[" + VOWELS + "]", "");
        return List.of(telling, letters).stream()
                .filter(candidate -> candidate.length() >= LENGTH)
                .findFirst()
                .orElse(letters + String.valueOf(FILLER).repeat(LENGTH))
                .substring(0, LENGTH);
    }
}
