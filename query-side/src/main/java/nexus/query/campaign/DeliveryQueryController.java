package nexus.query.campaign;

import nexus.api.campaign.CampaignId;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.query.campaign.Deliveries.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/campaigns/{id}")
class DeliveryQueryController {

    private final Deliveries deliveries;

    DeliveryQueryController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping("/stats")
    Deliveries.Stats stats(Moment moment, @PathVariable CampaignId id) {
        return deliveries.stats(moment, id);
    }

    @GetMapping("/deliveries")
    Page<DeliveryAnswer> deliveries(
            Moment moment,
            @PathVariable CampaignId id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int pageSize) {
        return deliveries.page(moment, id, new Part(state, page, cursor, pageSize));
    }
}
