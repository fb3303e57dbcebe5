package nexus.query.customfield;

import java.util.List;
import nexus.api.customfield.CustomFieldId;
import nexus.api.customfield.FieldBearer;
import nexus.platform.projection.Columns;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/custom-fields/{resource}")
class CustomFieldQueryController {

    /** All of them: there are never many. */
    record Defined(List<CustomFieldAnswer> data) {}

    private final ReadModel model;

    CustomFieldQueryController(ReadModel model) {
        this.model = model;
    }

    @GetMapping
    Defined list(Moment moment, @PathVariable FieldBearer resource) {
        return new Defined(
                model.sql(
                                moment,
                                """
                                select r.* from {custom_fields} r where r.resource = :resource
                                order by r.label, r.id""")
                        .param("resource", resource.name())
                        .query(Columns.of(CustomFieldAnswer.class).reader())
                        .list());
    }

    @GetMapping("/{id}")
    CustomFieldAnswer one(
            Moment moment, @PathVariable FieldBearer resource, @PathVariable CustomFieldId id) {
        return model.sql(
                        moment,
                        """
                        select r.* from {custom_fields} r
                        where r.resource = :resource and r.id = :id""")
                .param("resource", resource.name())
                .param("id", id.value())
                .query(Columns.of(CustomFieldAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }
}
