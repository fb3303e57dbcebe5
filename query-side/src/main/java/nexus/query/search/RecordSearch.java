package nexus.query.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Highlight;
import co.elastic.clients.elasticsearch.core.search.HighlightField;
import co.elastic.clients.elasticsearch.core.search.HighlighterEncoder;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.HitsMetadata;
import co.elastic.clients.elasticsearch.core.search.SourceConfig;
import co.elastic.clients.json.JsonData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nexus.platform.query.Page.Pagination;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.NotReady;
import nexus.query.search.SearchAnswer.FacetValue;
import nexus.query.search.SearchAnswer.Found;
import nexus.query.search.SearchAnswer.Group;
import nexus.query.search.SearchAnswer.Suggestions;
import nexus.query.search.SearchCriteria.Facet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the index. Every question is about the records of one organization. */
@Component
class RecordSearch {

    private static final Logger log = LoggerFactory.getLogger(RecordSearch.class);

    private static final int SUGGESTIONS = 8;
    private static final String VALUES = "values";

    /** What may be highlighted, as indexed; a suffix after the dot is ours. */
    private static final List<String> SHORT_FIELDS =
            List.of(
                    "title",
                    "companyName",
                    "contactName",
                    "ownerName",
                    "email",
                    "phone",
                    "stage.words",
                    "kind.words",
                    "source.words",
                    "tags.words");

    /** What is kept of a document to show it. */
    record Shown(String type, String id, String title, @Nullable String subtitle) {}

    private final ElasticsearchClient elasticsearch;
    private final RecordIndex index;

    RecordSearch(ElasticsearchClient elasticsearch, RecordIndex index) {
        this.elasticsearch = elasticsearch;
        this.index = index;
    }

    SearchAnswer search(SearchCriteria criteria) {
        var answer = ask(question(criteria));
        var total = total(answer.hits());
        var size = criteria.pageSize();
        return new SearchAnswer(
                answer.hits().hits().stream().map(RecordSearch::found).toList(),
                facets(answer.aggregations()),
                answer.took(),
                new Pagination(criteria.page(), size, total, (total + size - 1) / size));
    }

    /** Offers the best of each type, taking turns, so that no type crowds out another. */
    Suggestions suggest(SearchCriteria criteria) {
        if (criteria.terms().isEmpty()) {
            return new Suggestions(List.of(), 0);
        }
        var answer = ask(suggestionsFor(criteria));
        var byType = new LinkedHashMap<String, List<Found>>();
        for (var hit : answer.hits().hits()) {
            var best = Objects.requireNonNull(hit.innerHits().get(VALUES)).hits().hits();
            byType.put(
                    found(hit).type(),
                    best.stream().map(one -> found(one, shown(one.source()))).toList());
        }
        return new Suggestions(inTurns(byType), answer.took());
    }

    private static @Nullable Shown shown(@Nullable JsonData source) {
        return source == null ? null : source.to(Shown.class);
    }

    private static List<Group> inTurns(Map<String, List<Found>> byType) {
        var chosen = new LinkedHashMap<String, List<Found>>();
        var left = SUGGESTIONS;
        for (int turn = 0; turn < SUGGESTIONS; turn++) {
            for (var ofType : byType.entrySet()) {
                if (left > 0 && turn < ofType.getValue().size()) {
                    chosen.computeIfAbsent(ofType.getKey(), _ -> new ArrayList<>())
                            .add(ofType.getValue().get(turn));
                    left--;
                }
            }
        }
        return chosen.entrySet().stream()
                .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }

    private SearchRequest question(SearchCriteria criteria) {
        var question =
                begin(criteria)
                        .from((criteria.page() - 1) * criteria.pageSize())
                        .size(criteria.pageSize())
                        .trackTotalHits(track -> track.enabled(true));
        if (!criteria.terms().isEmpty()) {
            question.highlight(highlight(criteria.terms()))
                    .sort(sort -> sort.score(score -> score.order(SortOrder.Desc)));
        }
        question.sort(sort -> sort.field(date -> date.field("date").order(SortOrder.Desc)))
                .sort(sort -> sort.field(id -> id.field("id")));
        if (!criteria.chosen().isEmpty()) {
            question.postFilter(chosen(criteria, null));
        }
        for (var facet : Facet.values()) {
            question.aggregations(facet.key(), counting(criteria, facet));
        }
        return question.build();
    }

    private SearchRequest suggestionsFor(SearchCriteria criteria) {
        return begin(criteria)
                .size(RecordType.values().length)
                .trackTotalHits(track -> track.enabled(false))
                .collapse(
                        by ->
                                by.field("type")
                                        .innerHits(
                                                best ->
                                                        best.name(VALUES)
                                                                .size(SUGGESTIONS)
                                                                .source(RecordSearch::shown)
                                                                .highlight(
                                                                        highlight(
                                                                                criteria.terms()))))
                .build();
    }

    /** The tenant, always; then what is searched for. */
    private SearchRequest.Builder begin(SearchCriteria criteria) {
        var query =
                TermQueries.matching(criteria.terms())
                        .filter(is("organizationId", criteria.organizationId()));
        dates(criteria, query);
        return new SearchRequest.Builder()
                .index(index.alias())
                .allowPartialSearchResults(false)
                .source(RecordSearch::shown)
                .query(query.build());
    }

    private static SourceConfig.Builder shown(SourceConfig.Builder source) {
        source.filter(only -> only.includes("type", "id", "title", "subtitle"));
        return source;
    }

    private static void dates(SearchCriteria criteria, BoolQuery.Builder query) {
        var from = criteria.from();
        var before = criteria.before();
        if (from != null || before != null) {
            query.filter(
                    within ->
                            within.range(
                                    range ->
                                            range.date(
                                                    date ->
                                                            date.field("date")
                                                                    .gte(text(from))
                                                                    .lt(text(before)))));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Aggregation counting(SearchCriteria criteria, Facet facet) {
        return Aggregation.of(
                count ->
                        count.filter(chosen(criteria, facet))
                                .aggregations(
                                        VALUES,
                                        values ->
                                                values.terms(
                                                        terms ->
                                                                terms.field(counted(facet))
                                                                        .size(facet.atMost()))));
    }

    private static String counted(Facet facet) {
        return switch (facet) {
            case TYPE -> "type";
            case STAGE -> "stage";
            case OWNER -> "owner";
            case KIND -> "kind";
            case TAG -> "tags";
            case SOURCE -> "source";
        };
    }

    /** The filters that were chosen, but for one facet's own. */
    private static Query chosen(SearchCriteria criteria, @Nullable Facet except) {
        var filters = new BoolQuery.Builder();
        new TreeMap<>(criteria.chosen())
                .forEach(
                        (facet, values) -> {
                            if (facet != except) {
                                filters.filter(has(facet, values));
                            }
                        });
        return filters.build()._toQuery();
    }

    private static Query has(Facet facet, List<String> values) {
        return switch (facet) {
            case TYPE -> isAmong("type.folded", values);
            case OWNER -> isAmong("ownerId", values);
            case KIND -> isAmong("kind.folded", values);
            case TAG -> isAmong("tags.folded", values);
            case SOURCE -> isAmong("source.folded", values);
            case STAGE ->
                    Query.of(
                            any ->
                                    any.bool(
                                            either ->
                                                    either.should(isAmong("stageId", values))
                                                            .should(
                                                                    isAmong(
                                                                            "stage.folded",
                                                                            values))));
        };
    }

    private static Query is(String field, String value) {
        return Query.of(query -> query.term(term -> term.field(field).value(value)));
    }

    private static Query isAmong(String field, List<String> values) {
        var among = values.stream().map(FieldValue::of).toList();
        return Query.of(
                query -> query.terms(terms -> terms.field(field).terms(any -> any.value(among))));
    }

    /** Places are found by the words of the whole record, and shown in whichever field has them. */
    private static Highlight highlight(SearchTerms terms) {
        var highlight =
                new Highlight.Builder()
                        .encoder(HighlighterEncoder.Html)
                        .requireFieldMatch(false)
                        .highlightQuery(TermQueries.places(terms))
                        .numberOfFragments(0)
                        .maxAnalyzedOffset(10_000);
        SHORT_FIELDS.forEach(field -> highlight.fields(field, HighlightField.of(f -> f)));
        return highlight
                .fields("body", body -> body.numberOfFragments(2).fragmentSize(120))
                .build();
    }

    private SearchResponse<Shown> ask(SearchRequest question) {
        try {
            return elasticsearch.search(question, Shown.class);
        } catch (IOException e) {
            log.debug("Search is away", e);
            throw unavailable();
        } catch (ElasticsearchException e) {
            if (e.status() == 400) {
                log.warn("Search does not understand {}", question, e);
                throw new InvalidRequest("q", "malformed", "is not understood");
            }
            log.debug("Search is away", e);
            throw unavailable();
        }
    }

    static NotReady unavailable() {
        return new NotReady(
                "search.unavailable",
                "Search does not answer at the moment. Everything else goes on; try again.");
    }

    private static long total(HitsMetadata<?> hits) {
        var total = hits.total();
        return total == null ? 0 : total.value();
    }

    private static Found found(Hit<Shown> hit) {
        return found(hit, hit.source());
    }

    private static Found found(Hit<?> hit, @Nullable Shown shown) {
        var record = Objects.requireNonNull(shown);
        var highlights = new TreeMap<String, List<String>>(Comparator.naturalOrder());
        hit.highlight()
                .forEach((field, pieces) -> highlights.put(field.replace(".words", ""), pieces));
        var score = hit.score();
        return new Found(
                record.type(), record.id(), record.title(), record.subtitle(), highlights, score);
    }

    private static Map<String, List<FacetValue>> facets(Map<String, Aggregate> counted) {
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        for (var facet : Facet.values()) {
            var values =
                    Objects.requireNonNull(
                            Objects.requireNonNull(counted.get(facet.key()))
                                    .filter()
                                    .aggregations()
                                    .get(VALUES));
            facets.put(
                    facet.key(),
                    values.sterms().buckets().array().stream()
                            .map(
                                    bucket ->
                                            value(
                                                    facet,
                                                    bucket.key().stringValue(),
                                                    bucket.docCount()))
                            .toList());
        }
        return facets;
    }

    /** An owner is indexed with the name, to be shown under it. */
    private static FacetValue value(Facet facet, String value, long count) {
        return switch (facet) {
            case OWNER -> {
                var bar = value.indexOf('|');
                yield new FacetValue(value.substring(0, bar), value.substring(bar + 1), count);
            }
            case TYPE, STAGE, KIND, TAG, SOURCE -> new FacetValue(value, null, count);
        };
    }
}
