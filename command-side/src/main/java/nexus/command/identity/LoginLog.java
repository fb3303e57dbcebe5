package nexus.command.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who tried to log in, from where, and whether it worked. Can only be added to. */
@Component
class LoginLog {

    /** How it ended. */
    enum Outcome {
        REGISTERED,
        LOGGED_IN,
        REFUSED,
        SESSION_REFUSED
    }

    private final JdbcClient db;

    LoginLog(JdbcClient db) {
        this.db = db;
    }

    void add(
            Outcome outcome,
            @Nullable String userId,
            @Nullable String organizationId,
            Visitor visitor) {
        db.sql(
                        """
                        insert into login_log (outcome, user_id, organization_id, ip_address,
                                               user_agent)
                        values (:outcome, :user, :organization, :ip, :agent)""")
                .param("outcome", outcome.name())
                .param("user", userId)
                .param("organization", organizationId)
                .param("ip", visitor.ipAddress())
                .param("agent", visitor.userAgent())
                .update();
    }
}
