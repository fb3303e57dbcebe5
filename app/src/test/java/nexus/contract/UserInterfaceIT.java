package nexus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import nexus.app.EngineTest;
import org.junit.jupiter.api.Test;

class UserInterfaceIT extends EngineTest {

    @Test
    void every_address_of_the_interface_is_the_one_page_and_is_asked_for_each_time() {
        for (var path : new String[] {"/", "/login", "/board", "/deals", "/deals/deal-1"}) {
            var page = anonymous().get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(text(page.response().body())).contains("<title>Nexus</title>");
        }
    }

    @Test
    void what_the_page_loads_comes_from_here_and_is_kept_for_good() {
        var html = text(anonymous().get("/").response().body());
        var loaded =
                Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(loaded).isNotEmpty();
        for (var path : loaded) {
            var asset = anonymous().get(path);
            assertThat(asset.status()).as(path).isEqualTo(200);
            assertThat(asset.header("Cache-Control")).contains("max-age=31536000", "immutable");
        }
    }

    @Test
    void the_page_keeps_to_a_policy_without_inline_scripts() {
        var page = anonymous().get("/");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("script-src");
        assertThat(text(page.response().body())).doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void what_is_no_address_of_the_interface_is_not_found() {
        var somebody = registered();
        for (var path : new String[] {"/no-such-page", "/deals/deal-1/more"}) {
            assertThat(somebody.get(path).status()).as(path).isEqualTo(404);
            assertThat(anonymous().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(anonymous().get("/assets/no-such-file.js").status()).isEqualTo(404);
    }

    @Test
    void what_the_page_knows_as_its_addresses_is_what_the_engine_serves() throws Exception {
        var known =
                Pattern.compile("path: '(/[^']*)'")
                        .matcher(Files.readString(Path.of("../web-ui/src/app/router.tsx")))
                        .results()
                        .map(match -> match.group(1).replace("$id", "deal-1"))
                        .toList();
        assertThat(known).hasSizeGreaterThan(15);
        for (var path : known) {
            assertThat(anonymous().get(path).header("Content-Type"))
                    .as(path)
                    .startsWith("text/html");
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
