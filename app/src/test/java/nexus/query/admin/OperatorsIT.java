package nexus.query.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.app.EngineTest;
import nexus.platform.security.Actor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who runs the installation, by what its configuration says. */
class OperatorsIT extends EngineTest {

    @Autowired JdbcClient db;

    private Actor actor(String organization, Role role, Actor.Kind kind) {
        return new Actor(
                kind, "user-of-nobody", "Some One", new OrganizationId(organization), role);
    }

    @Test
    void the_first_owner_is_an_owner_of_the_organization_that_registered_first() {
        registered();
        var later = registered().get("/api/me").json().at("/organization/id").asString();
        var first =
                db.sql("select id from organizations order by created_at, id limit 1")
                        .query(String.class)
                        .single();
        var operators = new Operators(db, List.of("first-owner"));

        assertThat(operators.include(actor(first, Role.OWNER, Actor.Kind.USER))).isTrue();
        assertThat(operators.include(actor(first, Role.ADMIN, Actor.Kind.USER))).isFalse();
        assertThat(operators.include(actor(first, Role.OWNER, Actor.Kind.API_KEY))).isFalse();
        assertThat(operators.include(actor(later, Role.OWNER, Actor.Kind.USER))).isFalse();
    }

    @Test
    void who_is_not_named_is_no_operator_whatever_their_role() {
        var owner = registered();
        var me = owner.get("/api/me").json();
        var organization = new OrganizationId(me.at("/organization/id").asString());
        var id = me.at("/user/id").asString();
        var actor = new Actor(Actor.Kind.USER, id, "Olive Owner", organization, Role.OWNER);

        assertThat(new Operators(db, List.of()).include(actor)).isFalse();
        assertThat(new Operators(db, List.of("else@example.com")).include(actor)).isFalse();
        assertThat(new Operators(db, List.of(id)).include(actor)).isTrue();
        assertThat(
                        new Operators(
                                        db,
                                        List.of(
                                                " "
                                                        + owner.login()
                                                                .email()
                                                                .toUpperCase(Locale.ROOT)
                                                        + " "))
                                .include(actor))
                .isTrue();
    }
}
