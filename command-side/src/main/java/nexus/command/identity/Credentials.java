package nexus.command.identity;

import java.util.Optional;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The hashes of passwords, beside the events that must never have them. */
@Component
class Credentials {

    private final JdbcClient db;

    Credentials(JdbcClient db) {
        this.db = db;
    }

    record Credential(UserId userId, OrganizationId organizationId, String passwordHash) {}

    Optional<Credential> of(UserId user) {
        return db.sql(
                        """
                        select user_id, organization_id, password_hash from credential
                        where user_id = :user""")
                .param("user", user.value())
                .query(
                        (row, _) ->
                                new Credential(
                                        new UserId(row.getString(1)),
                                        new OrganizationId(row.getString(2)),
                                        row.getString(3)))
                .optional();
    }

    void keep(Credential credential) {
        db.sql(
                        """
                        insert into credential (user_id, organization_id, password_hash)
                        values (:user, :organization, :hash)""")
                .param("user", credential.userId().value())
                .param("organization", credential.organizationId().value())
                .param("hash", credential.passwordHash())
                .update();
    }

    void forget(UserId user) {
        db.sql("delete from credential where user_id = :user").param("user", user.value()).update();
    }
}
