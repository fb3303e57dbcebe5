package nexus.command.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import nexus.api.document.DocumentBearer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentBearerTest {

    @ParameterizedTest
    @EnumSource
    void a_record_is_known_by_its_id_and_protected_as_its_kind_is(DocumentBearer kind) {
        assertThat(DocumentBearer.of(kind.prefix() + "-0199")).contains(kind);
        assertThat(DocumentBearer.of(kind.prefix() + "s-0199")).isEmpty();
        assertThat(kind.resource().name()).startsWith(kind.name().substring(0, 4));
    }

    @Test
    void every_kind_has_permissions_of_its_own() {
        assertThat(Arrays.stream(DocumentBearer.values()).map(DocumentBearer::resource))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothing_else_bears_documents() {
        assertThat(DocumentBearer.of("user-0199")).isEmpty();
        assertThat(DocumentBearer.of("contact")).isEmpty();
        assertThat(DocumentBearer.of("")).isEmpty();
    }
}
