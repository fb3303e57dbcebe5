package nexus.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import nexus.api.CommandResult.Accepted;
import nexus.api.identity.OrganizationCommand.RegisterOrganization;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.UserId;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.security.Actor;
import nexus.platform.work.DueLists;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An organization that began when there were no showrooms. */
class FirstShowroomsIT extends EngineTest {

    @Autowired Commands commands;
    @Autowired DueLists work;
    @Autowired JdbcClient db;

    private List<String> codes(OrganizationId organization) {
        return db.sql(
                        """
                        select payload->>'code' from event
                        where organization_id = :organization and type = 'showroom.opened'""")
                .param("organization", organization.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void it_gets_one_and_no_more() {
        var organization = new OrganizationId(NewId.of(OrganizationId.PREFIX));
        var user = new UserId(NewId.of(UserId.PREFIX));
        var registered =
                commands.send(
                        new RegisterOrganization(
                                organization, "Leeds Spas", NewId.of("leeds-spas"), user),
                        CommandContext.of(
                                Actor.registering(organization, user.value(), "Ada"), "request"));
        assertThat(registered).isInstanceOf(Accepted.class);
        assertThat(codes(organization)).isEmpty();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            work.wake("first-showrooms");
                            assertThat(codes(organization)).containsExactly("LDS");
                        });
        work.wake("first-showrooms");
        await().during(Duration.ofMillis(500))
                .until(() -> codes(organization).equals(List.of("LDS")));
    }
}
