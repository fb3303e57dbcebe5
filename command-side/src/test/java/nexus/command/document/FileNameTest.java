package nexus.command.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nexus.platform.web.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../../etc/passwd",
                "..\\..\\windows\\system.ini",
                "/etc/passwd",
                "a/b.pdf",
                "C:\\contract.pdf",
                "C:contract.pdf",
                "con\u0000tract.pdf",
                "two\nlines.pdf",
                "contract\u202efdp.exe"
            })
    void what_is_no_name_is_refused(String name) {
        assertThatThrownBy(() -> FileName.of(name)).isInstanceOf(InvalidRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contract.pdf",
                "Vertrag für Müller.pdf",
                "契約書.pdf",
                "no extension",
                ".hidden",
                "two..dots.pdf",
                "a 'quoted' \"name\"; x=y.pdf"
            })
    void whatever_else_somebody_calls_a_file_is_its_name(String name) {
        assertThat(FileName.of(name).value()).isEqualTo(name);
    }

    @Test
    void names_have_an_end() {
        assertThat(FileName.of("a".repeat(255)).value()).hasSize(255);
        assertThatThrownBy(() -> FileName.of("a".repeat(256))).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void the_extension_is_what_stands_after_the_last_dot() {
        assertThat(FileName.of("Contract.v2.PDF").extension()).isEqualTo("pdf");
        assertThat(FileName.of("README").extension()).isEmpty();
        assertThat(FileName.of(".hidden").extension()).isEmpty();
    }
}
