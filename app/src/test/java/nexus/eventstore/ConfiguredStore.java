package nexus.eventstore;

import java.util.Map;
import java.util.Set;
import nexus.eventstore.Check.Ability;
import nexus.platform.SharedClock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The event store that the engine makes of its properties, without the rest of the engine. */
class ConfiguredStore extends Store {

    private final ConfigurableApplicationContext context;
    private final Set<Ability> abilities;

    ConfiguredStore(Map<String, String> properties, Ability... abilities) {
        this.abilities = Set.of(abilities);
        var arguments =
                properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new);
        this.context =
                new SpringApplicationBuilder(OnlyTheEventStore.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan("nexus.platform.eventstore")
    @Import(SharedClock.class)
    static class OnlyTheEventStore {}

    final <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    final EventStore events() {
        return bean(EventStore.class);
    }

    @Override
    final Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public void close() {
        context.close();
    }
}
