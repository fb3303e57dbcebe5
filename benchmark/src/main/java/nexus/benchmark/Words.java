package nexus.benchmark;

import java.util.SplittableRandom;

/** Names as they occur in a showroom's books; made up, and the same for the same seed. */
final class Words {

    private static final String[] FIRST = {
        "Ada", "Björn", "Chloé", "Dmitri", "Edith", "Femi", "Grace", "Hugo", "Ines", "Jonas",
        "Kaito", "Lena", "Marek", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Søren", "Tilda"
    };
    private static final String[] LAST = {
        "Abbott", "Brandt", "Carter", "Dvořák", "Ellis", "Fischer", "Grant", "Hughes", "Ivanov",
        "Jensen", "Keller", "Lindqvist", "Müller", "Nowak", "Okafor", "Patel", "Quinn", "Rossi",
        "Sharma", "Thompson"
    };
    private static final String[] ROOM = {
        "bathroom", "en-suite", "shower room", "wet room", "cloakroom", "kitchen", "utility room"
    };
    private static final String[] KIND = {"Walk-in", "Family", "Compact", "Luxury", "Accessible"};
    private static final String[] TRADE = {"Builders", "Interiors", "Homes", "Hotels", "Plumbing"};

    private Words() {}

    static String firstName(SplittableRandom random) {
        return any(FIRST, random);
    }

    static String lastName(SplittableRandom random) {
        return any(LAST, random);
    }

    static String company(SplittableRandom random) {
        return any(LAST, random) + " " + any(TRADE, random) + " " + random.nextInt(1000);
    }

    static String deal(SplittableRandom random) {
        return any(KIND, random) + " " + any(ROOM, random) + " for " + any(LAST, random);
    }

    /** What somebody might type into the search box. */
    static String sought(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> any(LAST, random);
            case 1 -> any(KIND, random) + " " + any(ROOM, random);
            case 2 -> any(LAST, random).substring(0, 3);
            default -> any(FIRST, random) + " " + any(LAST, random);
        };
    }

    static <T> T any(T[] of, SplittableRandom random) {
        return of[random.nextInt(of.length)];
    }
}
