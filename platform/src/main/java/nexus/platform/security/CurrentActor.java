package nexus.platform.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who sends the request at hand. */
@Component
public class CurrentActor implements Supplier<Actor> {

    @Override
    public Actor get() {
        var authentication = authentication();
        if (authentication != null && authentication.getPrincipal() instanceof Actor actor) {
            return actor;
        }
        throw new AuthenticationCredentialsNotFoundException("nobody is logged in");
    }

    /** The session that the request belongs to; null if it belongs to none, as with keys. */
    public @Nullable String sessionId() {
        return authentication() instanceof ActorAuthentication known ? known.sessionId() : null;
    }

    private static @Nullable Authentication authentication() {
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
