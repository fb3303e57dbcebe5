package nexus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import nexus.app.EngineTest;
import nexus.testing.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./nexus demo} against a running engine: a process of its own, which may be killed. */
class DemoIT extends EngineTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Those that the demo opens by itself, besides those that follow from deals. */
    private static final int PROJECTS = 13 + 5;

    @TempDir private Path folder;

    private Process demo(int seed, Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        "--url",
                        "http://127.0.0.1:" + port,
                        "--seed",
                        Integer.toString(seed),
                        "--small")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** Loads a demo to its end, and answers what it said. */
    private String load(int seed) throws Exception {
        var said = folder.resolve("said");
        var demo = demo(seed, said);
        try {
            assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }
        var text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(demo.exitValue()).as(text).isZero();
        return text;
    }

    /** Kills a demo as soon as there are so many of something. */
    private void killAt(int seed, String path, int many) throws Exception {
        var said = folder.resolve("killed");
        var demo = demo(seed, said);
        try {
            await().atMost(PATIENCE).until(() -> Files.readString(said).contains("Team"));
            var owner = owner(seed);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> count(owner, path) >= many);
            assertThat(demo.isAlive()).as("It is killed before its end").isTrue();
        } finally {
            demo.destroyForcibly().waitFor();
        }
    }

    /** Whom the demo says to log in as. */
    private Client owner(int seed) {
        var anybody = anonymous();
        var answer =
                anybody.post(
                        "/api/auth/login",
                        """
                        {"email":"olivia.%d@lakeside-bathrooms.example",
                         "password":"Lakeside-%d-showroom-demo"}"""
                                .formatted(seed, seed));
        return anybody.withToken(answer.json().path("accessToken").asString());
    }

    private static int count(Client who, String path) {
        return who.get(path + (path.contains("?") ? "&" : "?") + "pageSize=1")
                .json()
                .at("/pagination/total")
                .asInt();
    }

    private static List<JsonNode> all(Client who, String path) {
        return who.get(path + (path.contains("?") ? "&" : "?") + "pageSize=200")
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    /** What must come of a demo, whatever its seed is. */
    private static Map<String, Object> figures(Client owner) {
        var figures = new TreeMap<String, Object>();
        for (var records :
                List.of("companies", "contacts", "deals", "activities", "documents", "showrooms")) {
            figures.put(records, count(owner, "/api/" + records));
        }
        figures.put("tasks", count(owner, "/api/activities?type=TASK"));
        figures.put("members", count(owner, "/api/organization/members"));
        figures.put("campaigns", each(all(owner, "/api/campaigns"), "status"));
        figures.put("projects", each(own(owner), "stage"));
        figures.put("statuses", each(own(owner), "status"));
        figures.put("files", files(owner));
        return figures;
    }

    private static Map<String, Long> each(List<JsonNode> records, String field) {
        return records.stream()
                .map(record -> record.path(field).asString())
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** Those that did not follow from a deal, which lends them its name. */
    private static List<JsonNode> own(Client owner) {
        return all(owner, "/api/projects").stream()
                .filter(project -> DemoNames.ROOMS.contains(project.path("title").asString("")))
                .toList();
    }

    /** No paper is uploaded twice. */
    private static int files(Client owner) {
        var seen = new ArrayList<String>();
        for (var project : own(owner)) {
            var id = project.path("id").asString();
            for (var document : all(owner, "/api/documents?recordId=" + id)) {
                seen.add(id + "/" + document.path("name").asString());
            }
        }
        assertThat(seen).doesNotHaveDuplicates();
        return seen.size();
    }

    @Test
    void killed_again_and_again_and_gone_on_with_it_comes_to_the_same() throws Exception {
        var unbroken = load(31);
        assertThat(unbroken)
                .contains("Team", "Contacts", "Sales", "Documents", "Projects", "Campaigns")
                .contains("olivia.31@lakeside-bathrooms.example", "Lakeside-31-showroom-demo");

        killAt(32, "/api/contacts", 20);
        killAt(32, "/api/documents", 30);
        killAt(32, "/api/activities", 10);
        load(32);

        var expected = figures(owner(31));
        assertThat(expected)
                .containsEntry("contacts", DemoSize.SMALL.contacts())
                .containsEntry("tasks", DemoSize.SMALL.tasks())
                .containsEntry("campaigns", Map.of("COMPLETED", 1L, "PAUSED", 1L));
        assertThat(own(owner(31))).hasSize(PROJECTS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(figures(owner(32))).isEqualTo(expected));

        assertThat(all(owner(32), "/api/projects"))
                .extracting(project -> project.path("dealId").asString(""))
                .filteredOn(deal -> !deal.isEmpty())
                .doesNotHaveDuplicates();

        assertThat(load(32)).contains("is there already");
        assertThat(figures(owner(32))).isEqualTo(expected);
    }
}
