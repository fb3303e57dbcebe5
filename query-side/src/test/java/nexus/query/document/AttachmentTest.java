package nexus.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Contract.pdf | attachment; filename=\"Contract.pdf\"; filename*=UTF-8''Contract.pdf",
                "My plan.pdf | attachment; filename=\"My plan.pdf\"; filename*=UTF-8''My%20plan.pdf",
                "Müller.pdf | attachment; filename=\"M_ller.pdf\"; filename*=UTF-8''M%C3%BCller.pdf",
                "a\"b;c.pdf | attachment; filename=\"a_b;c.pdf\"; filename*=UTF-8''a%22b%3Bc.pdf",
                "100%.pdf | attachment; filename=\"100_.pdf\"; filename*=UTF-8''100%25.pdf",
                "a\\b.pdf | attachment; filename=\"a_b.pdf\"; filename*=UTF-8''a%5Cb.pdf"
            })
    void a_name_is_told_to_old_readers_and_to_new_ones(String name, String header) {
        assertThat(Attachment.named(name)).isEqualTo(header);
    }
}
