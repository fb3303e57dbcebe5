package nexus.query.search;

import nexus.platform.query.Awaited;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.query.search.SearchAnswer.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Search over all records of an organization. */
@RestController
@RequestMapping("/api/search")
class SearchQueryController {

    private final RecordSearch records;
    private final SearchFreshness freshness;

    SearchQueryController(RecordSearch records, SearchFreshness freshness) {
        this.records = records;
        this.freshness = freshness;
    }

    @GetMapping
    SearchAnswer search(
            Moment moment,
            ListRequest request,
            @RequestAttribute(name = Awaited.ATTRIBUTE, required = false)
                    @Nullable Awaited awaited) {
        var criteria = SearchCriteria.of(moment, request);
        freshness.await(moment, awaited);
        return records.search(criteria);
    }

    /** What the palette offers: the best of each type, eight in all. */
    @GetMapping("/suggest")
    Suggestions suggest(
            Moment moment,
            ListRequest request,
            @RequestAttribute(name = Awaited.ATTRIBUTE, required = false)
                    @Nullable Awaited awaited) {
        var criteria = SearchCriteria.of(moment, request);
        freshness.await(moment, awaited);
        return records.suggest(criteria);
    }
}
