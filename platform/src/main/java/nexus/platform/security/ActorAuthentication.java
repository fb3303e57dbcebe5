package nexus.platform.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** An actor who is known to be who they say they are, as Spring Security wants it. */
public final class ActorAuthentication extends AbstractAuthenticationToken {

    private final transient Actor actor;
    private final String sessionId;

    public ActorAuthentication(Actor actor, String sessionId) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.actor = actor;
        this.sessionId = sessionId;
        setAuthenticated(true);
    }

    String sessionId() {
        return sessionId;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }
}
