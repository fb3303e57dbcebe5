package nexus.reliability;

/** How long to insist: a few rounds in every test run, many in {@code ./nexus test --soak}. */
final class Soak {

    static final boolean ON = Boolean.getBoolean("nexus.soak");

    private Soak() {}

    static int rounds(int few, int many) {
        return ON ? many : few;
    }
}
