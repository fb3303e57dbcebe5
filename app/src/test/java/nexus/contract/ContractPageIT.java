package nexus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import nexus.app.EngineTest;
import org.junit.jupiter.api.Test;

class ContractPageIT extends EngineTest {

    @Test
    void the_contract_is_served_as_it_is_kept() {
        var answer = anonymous().get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Contract.document());
    }

    @Test
    void the_page_is_public_and_everything_it_loads_comes_from_here() {
        var page = anonymous().get("/api/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        var html = new String(page.response().body(), StandardCharsets.UTF_8);
        var loaded =
                Pattern.compile("(?:src|link [^>]*href)=\"([^\"]+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(loaded).hasSize(3);
        for (var path : loaded) {
            assertThat(path).startsWith("/api/docs/");
            assertThat(anonymous().get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void the_page_keeps_to_a_policy_without_inline_scripts() {
        var page = anonymous().get("/api/docs");
        var html = new String(page.response().body(), StandardCharsets.UTF_8);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("script-src 'unsafe-inline'");
        assertThat(html).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain(" on");
    }

    @Test
    void nothing_else_below_the_page_is_public() {
        assertThat(anonymous().get("/api/docs/swagger-ui.js").status()).isEqualTo(401);
        assertThat(anonymous().get("/api/docs/../deals").status()).isIn(400, 401);
    }
}
