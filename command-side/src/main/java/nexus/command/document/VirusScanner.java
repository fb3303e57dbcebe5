package nexus.command.document;

import java.io.IOException;
import java.io.InputStream;

/** Looks for viruses. */
interface VirusScanner {

    /** What it came to. */
    sealed interface Finding {

        /** Nothing was found. */
        record Clean() implements Finding {}

        /** Something was found, and this is what it is called. */
        record Infected(String name) implements Finding {}

        /** It is more than the scanner takes, and will be so the next time. */
        record TooLarge() implements Finding {}
    }

    /** How it is called where it is told what a document was checked by. */
    String name();

    /**
     * Looks at all of the bytes.
     *
     * @throws IOException if it came to no finding: nothing may be taken for clean then
     */
    Finding scan(InputStream bytes) throws IOException;
}
