package nexus.search.analysis;

import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The analyzers, tokenizers and token filters that the small server distribution leaves out.
 *
 * <p>Names, settings and defaults are those of the {@code analysis-common} module of a full
 * Elasticsearch 8.
 */
public final class NexusAnalysisPlugin extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
                "asciifolding", filter(NexusAnalysisPlugin::asciiFolding),
                "edge_ngram", filter(NexusAnalysisPlugin::edgeNgram),
                "porter_stem",
                        filter(given -> FilterFactory.of(given.name(), PorterStemFilter::new)),
                "remove_duplicates",
                        filter(
                                given ->
                                        FilterFactory.of(
                                                given.name(), RemoveDuplicatesTokenFilter::new)),
                "trim", filter(given -> FilterFactory.normalizing(given.name(), TrimFilter::new)),
                "word_delimiter_graph",
                        filter(given -> WordDelimiter.graph(given.name(), given.settings())),
                "synonym_graph",
                        AnalysisPlugin.requiresAnalysisSettings(
                                filter(given -> new SynonymGraph(given.name(), given.settings()))));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
                "keyword",
                (index, environment, name, settings) ->
                        TokenizerFactory.newFactory(name, KeywordTokenizer::new));
    }

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of(
                "english",
                (index, environment, name, settings) ->
                        always(
                                name,
                                settings,
                                new EnglishAnalyzer(
                                        Analysis.parseStopWords(
                                                environment,
                                                settings,
                                                EnglishAnalyzer.getDefaultStopSet()))));
    }

    private static TokenFilterFactory asciiFolding(Given given) {
        boolean keepOriginal = given.settings().getAsBoolean("preserve_original", false);
        return FilterFactory.normalizing(
                given.name(), tokens -> new ASCIIFoldingFilter(tokens, keepOriginal));
    }

    private static TokenFilterFactory edgeNgram(Given given) {
        int shortest = given.settings().getAsInt("min_gram", 1);
        int longest = given.settings().getAsInt("max_gram", 2);
        boolean keepOriginal = given.settings().getAsBoolean("preserve_original", false);
        return FilterFactory.of(
                given.name(),
                tokens -> new EdgeNGramTokenFilter(tokens, shortest, longest, keepOriginal));
    }

    private static AnalyzerProvider<Analyzer> always(
            String name, Settings settings, Analyzer analyzer) {
        return new AbstractIndexAnalyzerProvider<>(name, settings) {
            @Override
            public Analyzer get() {
                return analyzer;
            }
        };
    }

    private static AnalysisProvider<TokenFilterFactory> filter(
            Function<Given, TokenFilterFactory> factory) {
        return (index, environment, name, settings) -> factory.apply(new Given(name, settings));
    }

    /** What an index definition says about one filter: its name there and its settings. */
    private record Given(String name, Settings settings) {}
}
