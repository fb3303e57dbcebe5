package nexus.search.analysis;

import java.util.List;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** Splits compound words and part numbers ({@code Wi-Fi}, {@code XL500}) into their parts. */
final class WordDelimiter {

    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "generate_word_parts",
                            WordDelimiterGraphFilter.GENERATE_WORD_PARTS,
                            true),
                    new Option(
                            "generate_number_parts",
                            WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS,
                            true),
                    new Option("catenate_words", WordDelimiterGraphFilter.CATENATE_WORDS, false),
                    new Option(
                            "catenate_numbers", WordDelimiterGraphFilter.CATENATE_NUMBERS, false),
                    new Option("catenate_all", WordDelimiterGraphFilter.CATENATE_ALL, false),
                    new Option(
                            "split_on_case_change",
                            WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE,
                            true),
                    new Option(
                            "split_on_numerics", WordDelimiterGraphFilter.SPLIT_ON_NUMERICS, true),
                    new Option(
                            "preserve_original", WordDelimiterGraphFilter.PRESERVE_ORIGINAL, false),
                    new Option("ignore_keywords", WordDelimiterGraphFilter.IGNORE_KEYWORDS, false),
                    new Option(
                            "stem_english_possessive",
                            WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE,
                            true));

    private WordDelimiter() {}

    static TokenFilterFactory graph(String name, Settings settings) {
        int flags =
                OPTIONS.stream()
                        .filter(
                                option ->
                                        settings.getAsBoolean(option.setting(), option.normally()))
                        .mapToInt(Option::flag)
                        .reduce(0, (all, flag) -> all | flag);
        return FilterFactory.of(name, tokens -> new WordDelimiterGraphFilter(tokens, flags, null));
    }

    private record Option(String setting, int flag, boolean normally) {}
}
