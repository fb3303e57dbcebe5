package nexus.command.company;

import java.util.HashMap;
import java.util.Map;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.RecordRejection.TooManyCustomFields;
import nexus.api.company.CompanyCommand;
import nexus.api.company.CompanyCommand.ArchiveCompany;
import nexus.api.company.CompanyCommand.ChangeCompany;
import nexus.api.company.CompanyCommand.CreateCompany;
import nexus.api.company.CompanyCommand.RestoreCompany;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyEvent.CompanyArchived;
import nexus.api.company.CompanyEvent.CompanyCreated;
import nexus.api.company.CompanyEvent.CompanyDetailsChanged;
import nexus.api.company.CompanyEvent.CompanyRestored;
import nexus.api.company.CompanyId;
import nexus.api.company.CompanyRejection.ParentIsItself;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;

class CompanyDeciderTest {

    private static final CompanyId ID = new CompanyId("company-1");
    private static final CompanyId PARENT = new CompanyId("company-2");
    private static final CompanyDetails DETAILS = named("Cancity");

    private final DeciderSpec<CompanyCommand, Company, CompanyEvent> companies =
            DeciderSpec.of(new CompanyDecider());

    @Test
    void a_company_is_created() {
        companies
                .given()
                .when(new CreateCompany(ID, DETAILS))
                .then(new CompanyCreated(ID, DETAILS));
    }

    @Test
    void the_same_again_changes_nothing_and_another_is_refused() {
        var created = new CompanyCreated(ID, DETAILS);
        var renamed = new CompanyDetailsChanged(ID, named("Canville"));
        companies.given(created).when(new CreateCompany(ID, DETAILS)).thenNothing();
        companies.given(created, renamed).when(new CreateCompany(ID, DETAILS)).thenNothing();
        companies
                .given(created)
                .when(new CreateCompany(ID, named("Canville")))
                .thenRejected(new AlreadyExists("company-1"));
    }

    @Test
    void only_what_was_mentioned_changes() {
        companies
                .given(new CompanyCreated(ID, DETAILS))
                .when(change(Patch.keep(), Patch.set(PARENT), Patch.keep()))
                .then(
                        new CompanyDetailsChanged(
                                ID,
                                new CompanyDetails(
                                        "Cancity",
                                        "retail",
                                        2448,
                                        Money.of("718.62", "USD"),
                                        "London",
                                        PARENT,
                                        Map.of("tier", "gold", "rank", 1))));
    }

    @Test
    void what_was_so_already_is_no_event() {
        companies
                .given(new CompanyCreated(ID, DETAILS))
                .when(
                        change(
                                Patch.set("Cancity"),
                                Patch.set(null),
                                Patch.set(Map.of("tier", "gold"))))
                .thenNothing();
    }

    @Test
    void custom_fields_change_name_by_name_and_null_takes_one_away() {
        var fields = new HashMap<String, Object>();
        fields.put("tier", null);
        fields.put("since", 1999);
        companies
                .given(new CompanyCreated(ID, DETAILS))
                .when(change(Patch.keep(), Patch.keep(), Patch.set(fields)))
                .then(
                        new CompanyDetailsChanged(
                                ID,
                                new CompanyDetails(
                                        "Cancity",
                                        "retail",
                                        2448,
                                        Money.of("718.62", "USD"),
                                        "London",
                                        null,
                                        Map.of("rank", 1, "since", 1999))));
    }

    @Test
    void custom_fields_cannot_pile_up() {
        var fields = new HashMap<String, Object>();
        for (int i = 0; i < 49; i++) {
            fields.put("field" + i, i);
        }
        companies
                .given(new CompanyCreated(ID, DETAILS))
                .when(change(Patch.keep(), Patch.keep(), Patch.set(fields)))
                .thenRejected(new TooManyCustomFields(50));
    }

    @Test
    void a_company_is_not_its_own_parent() {
        companies
                .given(new CompanyCreated(ID, DETAILS))
                .when(change(Patch.keep(), Patch.set(ID), Patch.keep()))
                .thenRejected(new ParentIsItself());
        companies
                .given()
                .when(
                        new CreateCompany(
                                ID,
                                new CompanyDetails("Ouro", null, null, null, null, ID, Map.of())))
                .thenRejected(new ParentIsItself());
    }

    @Test
    void an_archived_company_takes_no_changes_until_it_is_restored() {
        var created = new CompanyCreated(ID, DETAILS);
        var archived = new CompanyArchived(ID);
        var rename = change(Patch.set("Canville"), Patch.keep(), Patch.keep());
        companies.given(created).when(new ArchiveCompany(ID)).then(archived);
        companies.given(created, archived).when(new ArchiveCompany(ID)).thenNothing();
        companies
                .given(created, archived)
                .when(rename)
                .thenRejected(new RecordRejection.Archived("company-1"));
        companies
                .given(created, archived)
                .when(new RestoreCompany(ID))
                .then(new CompanyRestored(ID));
        companies
                .given(created, archived, new CompanyRestored(ID))
                .when(rename)
                .then(new CompanyDetailsChanged(ID, named("Canville")));
    }

    @Test
    void the_id_of_an_archived_company_stays_taken() {
        companies
                .given(new CompanyCreated(ID, DETAILS), new CompanyArchived(ID))
                .when(new CreateCompany(ID, DETAILS))
                .thenRejected(new AlreadyExists("company-1"));
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        companies.given().when(new ArchiveCompany(ID)).thenRejected(new NotFound("company-1"));
    }

    private static CompanyDetails named(String name) {
        return new CompanyDetails(
                name,
                "retail",
                2448,
                Money.of("718.62", "USD"),
                "London",
                null,
                Map.of("tier", "gold", "rank", 1));
    }

    private static ChangeCompany change(
            Patch<String> name, Patch<CompanyId> parent, Patch<Map<String, Object>> fields) {
        return new ChangeCompany(
                ID, name, Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), parent, fields);
    }
}
