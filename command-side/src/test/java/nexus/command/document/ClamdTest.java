package nexus.command.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import nexus.command.document.VirusScanner.Finding;
import nexus.platform.testing.FakeClamd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeClamd server = new FakeClamd();

    @AfterEach
    void end() {
        server.close();
    }

    private Finding scan(InputStream bytes) throws IOException {
        return Clamd.at(server.address(), PATIENCE).scan(bytes);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_clean_is_clean() throws IOException {
        assertThat(scan(bytes("harmless"))).isEqualTo(new Finding.Clean());
    }

    @Test
    void every_byte_is_looked_at() throws IOException {
        var size = 3_000_001;
        var large = new byte[size];
        assertThat(scan(new ByteArrayInputStream(large))).isEqualTo(new Finding.Clean());
        assertThat(server.scanned()).isEqualTo(size);
        var end = FakeClamd.VIRUS.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(end, 0, large, size - end.length, end.length);
        assertThat(scan(new ByteArrayInputStream(large)))
                .isEqualTo(new Finding.Infected(FakeClamd.NAME));
    }

    @Test
    void nothing_at_all_can_be_looked_at() throws IOException {
        assertThat(scan(bytes(""))).isEqualTo(new Finding.Clean());
    }

    @Test
    void what_is_more_than_it_takes_is_told_also_if_it_hangs_up_meanwhile() throws IOException {
        server.takesAtMost(100_000);
        assertThat(scan(new ByteArrayInputStream(new byte[20_000_000])))
                .isEqualTo(new Finding.TooLarge());
    }

    @Test
    void nobody_there_is_no_finding() {
        server.goAway();
        assertThatThrownBy(() -> scan(bytes("harmless"))).isInstanceOf(IOException.class);
        server.close();
        assertThatThrownBy(() -> scan(bytes("harmless"))).isInstanceOf(IOException.class);
    }

    @Test
    void no_answer_is_no_finding() {
        server.saysNothing();
        var impatient = Clamd.at(server.address(), Duration.ofMillis(300));
        assertThatThrownBy(() -> impatient.scan(bytes("harmless"))).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_cannot_be_read_is_no_finding() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is broken");
                    }
                };
        assertThatThrownBy(() -> scan(broken)).hasMessage("the disk is broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stream: ",
                "OK",
                "stream: OKAY",
                "ERROR",
                "stream: lstat() failed. ERROR"
            })
    void only_what_says_that_it_is_clean_is_clean(String answer) {
        assertThatThrownBy(() -> Clamd.finding(answer)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clamd", "clamd:", "clamd:x", "unix:clamd.ctl", "http://clamd:3310/"})
    void what_is_no_address_is_told_at_the_start(String address) {
        assertThatThrownBy(() -> Clamd.at(address, PATIENCE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Put together here, or scanners would find it in this file. */
    static String eicar() {
        return "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*";
    }

    @Test
    void without_a_scanner_only_the_file_to_try_scanners_with_is_known() throws IOException {
        var none = new NoScanner();
        assertThat(none.scan(bytes(eicar()))).isEqualTo(new Finding.Infected("EICAR-Test-File"));
        assertThat(none.scan(bytes(eicar() + "\r\n"))).isInstanceOf(Finding.Infected.class);
        assertThat(none.scan(bytes("About " + eicar()))).isEqualTo(new Finding.Clean());
        assertThat(none.scan(bytes(eicar() + "x".repeat(200)))).isEqualTo(new Finding.Clean());
        assertThat(none.scan(bytes("harmless"))).isEqualTo(new Finding.Clean());
    }
}
