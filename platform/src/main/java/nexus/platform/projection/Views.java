package nexus.platform.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nexus.api.DomainEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All views there are, by name. */
@Component
public class Views {

    private final Map<String, View<?, ?>> byName;

    Views(ObjectProvider<View<?, ?>> views) {
        byName = views.stream().collect(Collectors.toMap(View::name, Function.identity()));
    }

    public Collection<View<?, ?>> all() {
        return byName.values();
    }

    /** The view of that name, if there is one. */
    public @Nullable View<?, ?> named(String name) {
        return byName.get(name);
    }

    /** The views that fold such an event. */
    List<View<?, ?>> of(DomainEvent event) {
        return byName.values().stream().filter(view -> view.events().isInstance(event)).toList();
    }
}
