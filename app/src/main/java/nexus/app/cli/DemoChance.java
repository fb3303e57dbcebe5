package nexus.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chance as a demo needs it: the same seed has the same luck, chapter by chapter. */
final class DemoChance {

    private final RandomGenerator random;

    DemoChance(long seed, String chapter) {
        random =
                RandomGeneratorFactory.of("L64X128MixRandom")
                        .create(31 * seed + chapter.hashCode());
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Whether it happens, as often as that in a hundred. */
    boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    /** An amount as bathrooms cost, in whole hundreds. */
    long price() {
        return 100L * (20 + (long) Math.exp(random.nextGaussian(4.2, 0.8)));
    }

    <T> T pick(List<T> many) {
        return many.get(random.nextInt(many.size()));
    }

    /** Some time of a working day. */
    Instant atWork(Instant midnight) {
        return midnight.plus(Duration.ofMinutes(random.nextInt(8 * 60, 18 * 60)));
    }

    Duration days(int least, int most) {
        return Duration.ofDays(between(least, most)).plusMinutes(random.nextInt(0, 180));
    }
}
