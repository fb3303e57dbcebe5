package nexus.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import nexus.api.CommandResult.Rejected;
import nexus.api.Patch;
import nexus.api.RecordRejection.UnknownReference;
import nexus.api.company.CompanyId;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.platform.security.Actor;
import nexus.platform.security.CurrentActor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class ReferencesTest {

    private static final CompanyId OURS = new CompanyId("company-1");
    private static final CompanyId THEIRS = new CompanyId("company-2");

    private final Map<String, @Nullable String> streams =
            new HashMap<>(Map.of("company-1", "organization-a", "company-2", "organization-b"));
    private final References references = new References(streams::get, new CurrentActor());

    @BeforeEach
    void logIn() {
        var actor =
                new Actor(
                        Actor.Kind.USER,
                        "user-1",
                        "Ann",
                        new OrganizationId("organization-a"),
                        Role.MEMBER);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(actor, null));
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_record_of_the_own_organization_can_be_referred_to() {
        assertThatCode(() -> references.check("companyId", OURS)).doesNotThrowAnyException();
        assertThatCode(() -> references.check("companyId", Patch.set(OURS)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_record_of_another_organization_is_as_unknown_as_none_at_all() {
        assertRefused(THEIRS);
        assertRefused(new CompanyId("company-3"));
    }

    @Test
    void nothing_is_referred_to_by_null_and_by_a_field_that_is_left() {
        assertThatCode(() -> references.check("companyId", (CompanyId) null))
                .doesNotThrowAnyException();
        assertThatCode(() -> references.check("companyId", Patch.<CompanyId>keep()))
                .doesNotThrowAnyException();
        assertThatCode(() -> references.check("companyId", Patch.<CompanyId>set(null)))
                .doesNotThrowAnyException();
    }

    @Test
    void what_was_unknown_is_found_once_it_is_there() {
        var late = new CompanyId("company-3");
        assertRefused(late);
        streams.put("company-3", "organization-a");
        assertThatCode(() -> references.check("companyId", late)).doesNotThrowAnyException();
    }

    private void assertRefused(CompanyId id) {
        assertThatThrownBy(() -> references.check("companyId", Patch.set(id)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.rejected())
                                        .isEqualTo(
                                                Rejected.because(
                                                        new UnknownReference(
                                                                "companyId", id.value()))));
    }
}
