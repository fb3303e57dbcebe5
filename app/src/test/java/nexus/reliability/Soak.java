package nexus.reliability;

/**
 * How long to insist: a few rounds in every test run, many in {@code ./nexus test --soak}, or a
 * share of them where there is not the time for all.
 */
final class Soak {

    private static final double SHARE = Double.parseDouble(System.getProperty("nexus.soak", "0"));

    private Soak() {}

    static int rounds(int few, int many) {
        return (int) Math.max(few, Math.round(SHARE * many));
    }
}
