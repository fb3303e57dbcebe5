package nexus.command.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Stands where no scanner is configured. It knows one thing: the harmless file by which scanners
 * are tried out, so that a newcomer can see what becomes of a virus.
 *
 * @see <a href="https://www.eicar.org/download-anti-malware-testfile/">the EICAR test file</a>
 */
final class NoScanner implements VirusScanner {

    /** In two parts, or scanners would find it here. */
    private static final String EICAR =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    /** Longer files that begin with it are none, by its definition. */
    private static final int LONGEST = 128;

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Finding scan(InputStream bytes) throws IOException {
        var first = new String(bytes.readNBytes(LONGEST + 1), StandardCharsets.ISO_8859_1);
        return first.length() <= LONGEST && first.startsWith(EICAR)
                ? new Finding.Infected("EICAR-Test-File")
                : new Finding.Clean();
    }
}
