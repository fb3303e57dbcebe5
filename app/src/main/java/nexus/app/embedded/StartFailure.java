package nexus.app.embedded;

/**
 * Why the engine or one of its servers cannot start, as one sentence for the person at the
 * keyboard.
 */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartFailure(String sentence) {
        super(sentence);
    }

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
