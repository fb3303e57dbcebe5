package nexus.events;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import nexus.api.DomainEvent;

/**
 * One example of every event: all that stands in the static lists of the classes {@code …Specimens}
 * of this package.
 */
public final class Specimens {

    private Specimens() {}

    public static List<DomainEvent> all() {
        var all = new ArrayList<DomainEvent>();
        try {
            var self = Objects.requireNonNull(Specimens.class.getResource("Specimens.class"));
            try (var files = Files.list(Path.of(self.toURI()).resolveSibling(""))) {
                for (var file : files.sorted().toList()) {
                    var name = String.valueOf(file.getFileName());
                    if (name.endsWith("Specimens.class") && !name.equals("Specimens.class")) {
                        all.addAll(in(name.substring(0, name.length() - ".class".length())));
                    }
                }
            }
        } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private static List<DomainEvent> in(String name) throws ReflectiveOperationException {
        var found = new ArrayList<DomainEvent>();
        for (var field : Class.forName("nexus.events." + name).getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && Collection.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                ((Collection<?>) Objects.requireNonNull(field.get(null)))
                        .stream()
                                .filter(DomainEvent.class::isInstance)
                                .map(DomainEvent.class::cast)
                                .forEach(found::add);
            }
        }
        return found;
    }
}
