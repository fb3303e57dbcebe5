package nexus.benchmark;

/** Why nothing could be measured, in a sentence for a person. */
final class BenchFailure extends RuntimeException {

    BenchFailure(String sentence) {
        super(sentence);
    }

    BenchFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
