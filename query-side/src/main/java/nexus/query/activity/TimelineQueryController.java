package nexus.query.activity;

import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.project.ProjectId;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.query.activity.Timeline.Of;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened to records and what was done about them. */
@RestController
@RequestMapping("/api")
class TimelineQueryController {

    private final Timeline timeline;

    TimelineQueryController(Timeline timeline) {
        this.timeline = timeline;
    }

    @GetMapping("/contacts/{id}/timeline")
    TimelineAnswer ofContact(Moment moment, @PathVariable ContactId id, ListRequest request) {
        return timeline.read(Of.CONTACT, id.value(), moment, request);
    }

    @GetMapping("/companies/{id}/timeline")
    TimelineAnswer ofCompany(Moment moment, @PathVariable CompanyId id, ListRequest request) {
        return timeline.read(Of.COMPANY, id.value(), moment, request);
    }

    @GetMapping("/deals/{id}/timeline")
    TimelineAnswer ofDeal(Moment moment, @PathVariable DealId id, ListRequest request) {
        return timeline.read(Of.DEAL, id.value(), moment, request);
    }

    @GetMapping("/projects/{id}/timeline")
    TimelineAnswer ofProject(Moment moment, @PathVariable ProjectId id, ListRequest request) {
        return timeline.read(Of.PROJECT, id.value(), moment, request);
    }
}
