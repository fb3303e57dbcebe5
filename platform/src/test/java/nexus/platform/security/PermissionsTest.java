package nexus.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.access.AccessDeniedException;

class PermissionsTest {

    /** As the domain writes it down, independently of how the code does. */
    private static final String MATRIX =
            """
            ORGANIZATION_SETTINGS | CRUD | RU   | R    | R
            TEAM_MEMBERS          | CRUD | CRU  | R    | R
            CONTACTS              | CRUD | CRUD | CRUD | R
            COMPANIES             | CRUD | CRUD | CRUD | R
            PIPELINES             | CRUD | RU   | R    | R
            DEALS                 | CRUD | CRUD | CRUD | R
            PROJECTS              | CRUD | CRUD | CRU  | R
            DOCUMENTS             | CRUD | CRUD | CRUD | R
            ACTIVITIES            | CRUD | CRUD | CRUD | R
            CAMPAIGNS             | CRUDL | CRUDL | CRU | R
            IMPORTS               | CRUD | CRUD | CRU  | R
            SAVED_VIEWS           | CRUD | CRUD | CRUD | CRUD
            ANALYTICS             | R    | R    | R    | R
            AUDIT                 | R    | R    | R    | R
            BILLING               | CRUD | R    | -    | -
            OPERATIONS            | R    | R    | -    | -
            """;

    static Stream<Arguments> cells() {
        return MATRIX.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .flatMap(PermissionsTest::cells);
    }

    private static Stream<Arguments> cells(List<String> row) {
        var resource = Resource.valueOf(row.getFirst());
        return Arrays.stream(Role.values())
                .flatMap(
                        role ->
                                Arrays.stream(Action.values())
                                        .map(
                                                action ->
                                                        Arguments.of(
                                                                resource,
                                                                role,
                                                                action,
                                                                row.get(role.ordinal() + 1)
                                                                        .contains(
                                                                                action.name()
                                                                                        .substring(
                                                                                                0,
                                                                                                1)))));
    }

    @ParameterizedTest(name = "{1} {2} {0}: {3}")
    @MethodSource("cells")
    void the_matrix_holds_cell_by_cell(
            Resource resource, Role role, Action action, boolean expected) {
        assertThat(Permissions.allow(role, action, resource)).isEqualTo(expected);
    }

    @Test
    void every_resource_can_at_least_be_read_by_its_owner() {
        assertThat(Resource.values())
                .allMatch(resource -> Permissions.allow(Role.OWNER, Action.READ, resource));
    }

    @Test
    void a_query_that_is_not_allowed_is_refused() {
        assertThatThrownBy(() -> Permissions.require(someone(), Action.READ, Resource.BILLING))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("Your role does not allow you to read billing.");
    }

    private static Actor someone() {
        return new Actor(
                Actor.Kind.USER,
                "user-1",
                "Ann",
                new OrganizationId("organization-1"),
                Role.MEMBER);
    }
}
