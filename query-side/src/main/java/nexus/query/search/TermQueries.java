package nexus.query.search;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.ZeroTermsQuery;
import java.util.ArrayList;
import java.util.List;
import nexus.query.search.SearchTerms.Clause;
import nexus.query.search.SearchTerms.Field;
import nexus.query.search.SearchTerms.Named;
import nexus.query.search.SearchTerms.Phrase;
import nexus.query.search.SearchTerms.Term;
import nexus.query.search.SearchTerms.Word;

/**
 * Turns what somebody typed into queries of Elasticsearch.
 *
 * <p>Beginnings of words are looked up where they are indexed as such, typing errors only among
 * whole words: so a misspelled word never matches by a misspelled beginning.
 */
final class TermQueries {

    private static final String ALL = "all";
    private static final String TITLE = "title";
    private static final String BEGINNINGS = ".beginnings";

    /** As long as the longest beginning in the index. */
    private static final int LONGEST_BEGINNING = 20;

    private static final int LONGEST_MISSPELLED = 40;

    /** Four letters may have one typing error, eight may have two. */
    private static final String FUZZINESS = "AUTO:4,8";

    private TermQueries() {}

    /** Finds the records that have all that is wanted and nothing that is not. */
    static BoolQuery.Builder matching(SearchTerms terms) {
        var query = new BoolQuery.Builder();
        for (var clause : terms.clauses()) {
            if (clause.wanted()) {
                query.must(wanted(clause.term()));
            } else {
                query.mustNot(unwanted(clause.term()));
            }
        }
        return query;
    }

    /** Finds, in a record that matches, the places where it does. */
    static Query places(SearchTerms terms) {
        var places = new BoolQuery.Builder();
        terms.clauses().stream()
                .filter(Clause::wanted)
                .forEach(clause -> places(clause.term()).forEach(places::should));
        return places.build()._toQuery();
    }

    private static Query wanted(Term term) {
        return switch (term) {
            case Word word -> anyOf(word(word));
            case Phrase(var text) -> anyOf(List.of(phrase(TITLE, text, 3f), phrase(ALL, text, 1f)));
            case Named named -> named(named);
        };
    }

    private static Query unwanted(Term term) {
        return switch (term) {
            case Word(var text, _) -> words(ALL, text, 1f);
            case Phrase(var text) -> phrase(ALL, text, 1f);
            case Named named -> named(named);
        };
    }

    private static List<Query> word(Word word) {
        var text = word.text();
        var ways = new ArrayList<Query>();
        ways.add(words(TITLE, text, 4f));
        ways.add(words(ALL, text, 1.5f));
        if (word.unfinished()) {
            ways.add(words(TITLE + BEGINNINGS, text, 1f));
            ways.add(
                    text.length() <= LONGEST_BEGINNING
                            ? words(ALL + BEGINNINGS, text, 0.5f)
                            : beginning(ALL, text));
        }
        if (canBeMisspelled(text)) {
            ways.add(misspelled(text));
        }
        return ways;
    }

    private static List<Query> places(Term term) {
        return switch (term) {
            case Word(var text, var unfinished) -> {
                var ways = new ArrayList<Query>();
                ways.add(unfinished ? beginning(ALL, text) : words(ALL, text, 1f));
                if (canBeMisspelled(text)) {
                    ways.add(misspelled(text));
                }
                yield ways;
            }
            case Phrase(var text) -> List.of(phrase(ALL, text, 1f));
            case Named named when named.field().kind() == Field.Kind.WORDS -> List.of(named(named));
            case Named _ -> List.of();
        };
    }

    private static Query named(Named named) {
        var field = named.field().inIndex();
        var value = named.value();
        return switch (named.field().kind()) {
            case WORDS ->
                    named.quoted()
                            ? phrase(field, value, 1f)
                            : named.unfinished()
                                    ? beginning(field, value)
                                    : words(field, value, 1f);
            case VALUE ->
                    named.unfinished()
                            ? Query.of(q -> q.prefix(p -> p.field(field).value(value)))
                            : Query.of(q -> q.term(t -> t.field(field).value(value)));
        };
    }

    private static Query anyOf(List<Query> ways) {
        return Query.of(q -> q.disMax(best -> best.queries(ways).tieBreaker(0.2)));
    }

    private static Query words(String field, String text, float boost) {
        return Query.of(
                q ->
                        q.match(
                                match ->
                                        match.field(field)
                                                .query(text)
                                                .operator(Operator.And)
                                                .zeroTermsQuery(ZeroTermsQuery.All)
                                                .boost(boost)));
    }

    private static Query phrase(String field, String text, float boost) {
        return Query.of(
                q ->
                        q.matchPhrase(
                                match ->
                                        match.field(field)
                                                .query(text)
                                                .zeroTermsQuery(ZeroTermsQuery.All)
                                                .boost(boost)));
    }

    private static Query beginning(String field, String text) {
        return Query.of(
                q ->
                        q.matchBoolPrefix(
                                match ->
                                        match.field(field)
                                                .query(text)
                                                .operator(Operator.And)
                                                .boost(0.5f)));
    }

    private static Query misspelled(String text) {
        return Query.of(
                q ->
                        q.match(
                                match ->
                                        match.field(ALL)
                                                .query(text)
                                                .operator(Operator.And)
                                                .fuzziness(FUZZINESS)
                                                .prefixLength(1)
                                                .maxExpansions(50)
                                                .boost(0.2f)));
    }

    /** Another number is another thing. */
    private static boolean canBeMisspelled(String text) {
        return text.length() <= LONGEST_MISSPELLED
                && text.codePoints().noneMatch(Character::isDigit);
    }
}
