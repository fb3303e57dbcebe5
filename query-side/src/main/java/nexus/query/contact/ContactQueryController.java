package nexus.query.contact;

import java.util.Map;
import nexus.api.contact.ContactId;
import nexus.platform.projection.Columns;
import nexus.platform.query.History;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Listing.Filter;
import nexus.platform.query.Listing.Type;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/contacts")
class ContactQueryController {

    private static final Listing<ContactAnswer> LIST =
            new Listing<>(
                    ContactAnswer.class,
                    ContactAnswer.SELECT,
                    "{contacts} r",
                    ContactAnswer.JOINS,
                    Map.ofEntries(
                            Map.entry(
                                    "q",
                                    new Filter(
                                            "concat_ws(' ', r.first_name, r.last_name, r.email)",
                                            Type.CONTAINS)),
                            Map.entry("email", new Filter("r.email", Type.TEXT)),
                            Map.entry("phone", new Filter("r.phone", Type.TEXT)),
                            Map.entry("companyId", new Filter("r.company_id", Type.TEXT)),
                            Map.entry("tag", new Filter("r.tags", Type.TAGS)),
                            Map.entry("source", new Filter("r.source", Type.TEXT)),
                            Map.entry("lifecycleStage", new Filter("r.lifecycle_stage", Type.TEXT)),
                            Map.entry(
                                    "lastContactedAt",
                                    new Filter("l.last_contacted_at", Type.INSTANT)),
                            Map.entry("createdAt", new Filter("r.created_at", Type.INSTANT)),
                            Map.entry("updatedAt", new Filter("r.updated_at", Type.INSTANT)),
                            Map.entry("archived", new Filter("r.archived", Type.BOOLEAN)),
                            Map.entry("customFields", new Filter("r.custom_fields", Type.TEXT))),
                    Map.of(
                            "firstName", "r.first_name",
                            "lastName", "r.last_name",
                            "email", "r.email",
                            "companyName", "c.name",
                            "jobTitle", "r.job_title",
                            "source", "r.source",
                            "lifecycleStage", "r.lifecycle_stage",
                            "lastContactedAt", "l.last_contacted_at",
                            "createdAt", "r.created_at",
                            "updatedAt", "r.updated_at"),
                    "lastName,firstName");

    private final ReadModel model;
    private final Contacts view;
    private final History history;

    ContactQueryController(ReadModel model, Contacts view, History history) {
        this.model = model;
        this.view = view;
        this.history = history;
    }

    @GetMapping
    Page<ContactAnswer> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    ContactAnswer one(Moment moment, @PathVariable ContactId id) {
        return model.sql(
                        moment,
                        "select %s from %s where r.id = :id"
                                .formatted(
                                        ContactAnswer.SELECT, "{contacts} r" + ContactAnswer.JOINS))
                .param("id", id.value())
                .query(Columns.of(ContactAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable ContactId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable ContactId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
