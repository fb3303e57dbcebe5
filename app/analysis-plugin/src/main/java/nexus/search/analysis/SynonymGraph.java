package nexus.search.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/**
 * Words that mean the same, from rules given in the index definition ({@code bath, bathtub}).
 *
 * <p>The rules are read through the steps that stand before this one, so that they match what those
 * steps leave of a text.
 */
final class SynonymGraph implements TokenFilterFactory {

    private final String name;
    private final List<String> rules;
    private final boolean expand;

    SynonymGraph(String name, Settings settings) {
        this.name = name;
        this.rules = settings.getAsList("synonyms");
        this.expand = settings.getAsBoolean("expand", true);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("synonym_graph [" + name + "] requires [synonyms]");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TokenStream create(TokenStream tokens) {
        throw new IllegalStateException("The steps before " + name + " are not known yet");
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
            IndexCreationContext context,
            TokenizerFactory tokenizer,
            List<CharFilterFactory> charFilters,
            List<TokenFilterFactory> stepsBefore,
            Function<String, TokenFilterFactory> allFilters) {
        SynonymMap synonyms = read(analyzerOf(tokenizer, stepsBefore));
        return FilterFactory.of(
                name,
                tokens ->
                        synonyms.fst == null
                                ? tokens
                                : new SynonymGraphFilter(tokens, synonyms, false));
    }

    private SynonymMap read(Analyzer analyzer) {
        try (analyzer) {
            var parser = new SolrSynonymParser(true, expand, analyzer);
            parser.parse(new StringReader(String.join("\n", rules)));
            return parser.build();
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException("The synonyms of [" + name + "] cannot be read", e);
        }
    }

    private static Analyzer analyzerOf(
            TokenizerFactory tokenizer, List<TokenFilterFactory> stepsBefore) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = tokenizer.create();
                TokenStream tokens = source;
                for (TokenFilterFactory step : stepsBefore) {
                    tokens = step.getSynonymFilter().create(tokens);
                }
                return new TokenStreamComponents(source, tokens);
            }
        };
    }
}
