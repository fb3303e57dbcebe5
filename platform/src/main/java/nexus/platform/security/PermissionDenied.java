package nexus.platform.security;

import java.util.Locale;
import java.util.Map;
import nexus.api.Action;
import nexus.api.Rejection;
import nexus.api.Resource;

/** The actor's role does not go that far. */
public record PermissionDenied(Action action, Resource resource) implements Rejection {

    public static final String CODE = "permission.denied";

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public String message() {
        return "Your role does not allow you to %s %s.".formatted(word(action), word(resource));
    }

    @Override
    public Kind kind() {
        return Kind.FORBIDDEN;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("action", action.name(), "resource", resource.name());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
