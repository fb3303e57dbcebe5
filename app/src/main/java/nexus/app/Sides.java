package nexus.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedElasticsearch;
import nexus.app.embedded.EmbeddedJvm;
import nexus.app.embedded.EmbeddedPostgres;
import nexus.app.embedded.StartFailure;

/**
 * The command side and the query side as processes of their own on the same servers. Neither has
 * the other's code on its path.
 */
record Sides(EmbeddedJvm commandSide, EmbeddedJvm querySide) {

    /** What is said about mail concerns the command side, not the engine that begins it. */
    private static final Pattern PASSED_ON =
            Pattern.compile(
                    "NEXUS_PUBLIC_URL|SPRING_MAIL_.*|NEXUS_MAIL_.*|NEXUS_SMS_.*|NEXUS_WEBHOOKS_.*");

    /**
     * Begins both.
     *
     * @param url where the two of them are reached as one
     */
    static Sides begin(
            DataFolder data,
            EmbeddedPostgres postgres,
            EmbeddedElasticsearch elasticsearch,
            String url) {
        var properties = new HashMap<String, String>();
        properties.put("NEXUS_PUBLIC_URL", url);
        System.getenv()
                .forEach(
                        (name, value) -> {
                            if (PASSED_ON.matcher(name).matches()) {
                                properties.put(name, value);
                            }
                        });
        properties.put("SPRING_DATASOURCE_URL", postgres.jdbcUrl());
        properties.put("SPRING_DATASOURCE_USERNAME", postgres.username());
        properties.put("SPRING_DATASOURCE_PASSWORD", postgres.password());
        properties.put("NEXUS_ELASTICSEARCH_URL", elasticsearch.url());
        properties.put("NEXUS_DATA", data.root().toString());
        properties.put(
                "NEXUS_OPERATORS", System.getenv().getOrDefault("NEXUS_OPERATORS", "first-owner"));
        // behind the front door, which says whom it speaks for
        properties.put("SERVER_FORWARD_HEADERS_STRATEGY", "native");
        return new Sides(
                side(data, "command-side", "nexus.command.CommandSideApplication", properties),
                side(data, "query-side", "nexus.query.QuerySideApplication", properties));
    }

    private static EmbeddedJvm side(
            DataFolder data, String name, String mainClass, Map<String, String> properties) {
        List<Path> classpath =
                libraries().stream().filter(library -> isFor(name, library)).toList();
        return EmbeddedJvm.begin(
                data, new EmbeddedJvm.Program(name, mainClass, classpath, properties));
    }

    private static boolean isFor(String side, Path library) {
        String file = library.getFileName().toString();
        return file.startsWith(side) || !file.matches("(command|query)-side-.*");
    }

    /**
     * What the built engine names as its libraries; folders of libraries may hold older ones too.
     */
    private static List<Path> libraries() {
        try {
            var code = Sides.class.getProtectionDomain().getCodeSource().getLocation();
            Path target = Objects.requireNonNull(Path.of(code.toURI()).getParent());
            try (var app = new JarFile(target.resolve("app.jar").toFile())) {
                String names =
                        app.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                return Arrays.stream(names.split(" ")).map(target::resolve).toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new StartFailure(
                    "The built engine cannot be read: %s.".formatted(e.getMessage()), e);
        }
    }
}
