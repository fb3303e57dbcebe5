package nexus.app.cli;

/** Why a program of the command line ends without having done its work: one clear sentence. */
final class Failure extends RuntimeException {

    Failure(String sentence) {
        super(sentence);
    }
}
