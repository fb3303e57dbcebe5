package nexus.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.junit.jupiter.api.Test;

class NexusAnalysisPluginTest {

    private final NexusAnalysisPlugin plugin = new NexusAnalysisPlugin();

    @Test
    void edge_ngrams_are_the_beginnings_of_a_word() throws IOException {
        var settings = Settings.builder().put("min_gram", 2).put("max_gram", 4).build();
        assertThat(tokens(filter("edge_ngram", settings), "shower"))
                .containsExactly("sh", "sho", "show");
    }

    @Test
    void edge_ngrams_keep_the_whole_word_when_asked() throws IOException {
        var settings =
                Settings.builder()
                        .put("min_gram", 2)
                        .put("max_gram", 3)
                        .put("preserve_original", true)
                        .build();
        assertThat(tokens(filter("edge_ngram", settings), "shower"))
                .containsExactly("sh", "sho", "shower");
    }

    @Test
    void folding_removes_diacritics_and_serves_normalizers_too() throws IOException {
        var folding = filter("asciifolding", Settings.EMPTY);
        assertThat(tokens(folding, "Müller Ångström")).containsExactly("Muller", "Angstrom");
        assertThat(folding).isInstanceOf(NormalizingTokenFilterFactory.class);
    }

    @Test
    void stemming_brings_forms_of_a_word_together() throws IOException {
        assertThat(tokens(filter("porter_stem", Settings.EMPTY), "tiling tiles"))
                .containsExactly("tile", "tile");
    }

    @Test
    void part_numbers_are_split_and_kept_whole_when_asked() throws IOException {
        var settings = Settings.builder().put("preserve_original", true).build();
        assertThat(tokens(filter("word_delimiter_graph", settings), "XL500-b"))
                .containsExactlyInAnyOrder("XL500-b", "XL", "500", "b");
    }

    @Test
    void a_synonym_finds_its_equals_after_the_steps_before_it() throws IOException {
        var settings = Settings.builder().putList("synonyms", "bäth, tub").build();
        var folding = filter("asciifolding", Settings.EMPTY);
        var synonyms =
                filter("synonym_graph", settings)
                        .getChainAwareTokenFilterFactory(
                                null,
                                TokenizerFactory.newFactory("w", WhitespaceTokenizer::new),
                                List.of(),
                                List.of(folding),
                                name -> folding);
        assertThat(tokens(synonyms, "bath")).containsExactlyInAnyOrder("bath", "tub");
    }

    @Test
    void synonyms_without_rules_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter("synonym_graph", Settings.EMPTY))
                .withMessageContaining("synonyms");
    }

    private TokenFilterFactory filter(String name, Settings settings) throws IOException {
        var provider = Objects.requireNonNull(plugin.getTokenFilters().get(name), name);
        return provider.get(null, null, name, settings);
    }

    private static List<String> tokens(TokenFilterFactory filter, String text) throws IOException {
        var tokenizer = new WhitespaceTokenizer();
        tokenizer.setReader(new StringReader(text));
        var found = new ArrayList<String>();
        try (TokenStream tokens = filter.create(tokenizer)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                found.add(term.toString());
            }
            tokens.end();
        }
        return found;
    }
}
