package nexus.query.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nexus.api.identity.Role;
import nexus.platform.security.Actor;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who runs the installation as a whole, and so the projections of all its organizations: users
 * named by the configuration, by their id or their e-mail address.
 *
 * <p>{@value #FIRST_OWNER} stands for the owners of the organization that registered first, who are
 * those that set up an installation of their own.
 */
@Component
class Operators {

    static final String FIRST_OWNER = "first-owner";

    private final JdbcClient db;
    private final List<String> named;
    private volatile @Nullable String firstOrganization;

    Operators(JdbcClient db, @Value("${nexus.operators:}") List<String> named) {
        this.db = db;
        this.named = named.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }

    boolean include(Actor actor) {
        return actor.kind() == Actor.Kind.USER
                && (named.contains(actor.id())
                        || emailOf(actor).filter(named::contains).isPresent()
                        || (named.contains(FIRST_OWNER) && isFirstOwner(actor)));
    }

    /**
     * Lets operators pass.
     *
     * @throws Refused everybody else
     */
    void require(Actor actor) {
        if (!include(actor)) {
            throw new Refused(new OperatorsOnly());
        }
    }

    private Optional<String> emailOf(Actor actor) {
        return named.stream().noneMatch(name -> name.contains("@"))
                ? Optional.empty()
                : db.sql(
                                """
                                select lower(email) from members
                                where id = :id and organization_id = :organization
                                  and email is not null""")
                        .param("id", actor.id())
                        .param("organization", actor.organizationId().value())
                        .query(String.class)
                        .optional();
    }

    private boolean isFirstOwner(Actor actor) {
        return actor.role() == Role.OWNER
                && actor.organizationId().value().equals(firstOrganization());
    }

    /** Once there is one it stays. */
    private @Nullable String firstOrganization() {
        var known = firstOrganization;
        if (known == null) {
            known =
                    db.sql(
                                    """
                                    select organization_id from event
                                    where type = 'organization.registered'
                                    order by seq limit 1""")
                            .query(String.class)
                            .optional()
                            .orElse(null);
            firstOrganization = known;
        }
        return known;
    }
}
