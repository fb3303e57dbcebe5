package nexus.query.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into the search box, understood: words, {@code "phrases"} and {@code
 * field:value}, each wanted or, after a {@code -}, not.
 *
 * <p>There is no wrong input: what has no meaning as syntax is taken as words, and what holds no
 * word is left out.
 */
record SearchTerms(List<Clause> clauses) {

    /** More than this nobody means; the rest is left out. */
    private static final int MOST = 16;

    /** One thing that a record must have, or must not. */
    record Clause(Term term, boolean wanted) {}

    /** What a record is to have. */
    sealed interface Term {}

    /**
     * A word anywhere in the record.
     *
     * @param unfinished whether it may still be being typed, so that its beginning is enough
     */
    record Word(String text, boolean unfinished) implements Term {}

    /** Words next to each other, in this order. */
    record Phrase(String text) implements Term {}

    /** A value in one field. */
    record Named(Field field, String value, boolean quoted, boolean unfinished) implements Term {}

    /** A field that can be named in the box. */
    enum Field {
        TITLE("title", Kind.WORDS),
        COMPANY("companyName", Kind.WORDS),
        CONTACT("contactName", Kind.WORDS),
        OWNER("ownerName", Kind.WORDS),
        EMAIL("email", Kind.WORDS),
        PHONE("phone", Kind.WORDS),
        TYPE("type.folded", Kind.VALUE),
        STAGE("stage.folded", Kind.VALUE),
        STATUS("status.folded", Kind.VALUE),
        KIND("kind.folded", Kind.VALUE),
        SOURCE("source.folded", Kind.VALUE),
        TAG("tags.folded", Kind.VALUE);

        /** Whether it is searched word by word or as a whole. */
        enum Kind {
            WORDS,
            VALUE
        }

        private final String inIndex;
        private final Kind kind;

        Field(String inIndex, Kind kind) {
            this.inIndex = inIndex;
            this.kind = kind;
        }

        String inIndex() {
            return inIndex;
        }

        Kind kind() {
            return kind;
        }

        static @Nullable Field named(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "title", "name" -> TITLE;
                case "company" -> COMPANY;
                case "contact" -> CONTACT;
                case "owner" -> OWNER;
                case "email" -> EMAIL;
                case "phone" -> PHONE;
                case "type" -> TYPE;
                case "stage" -> STAGE;
                case "status" -> STATUS;
                case "kind" -> KIND;
                case "source" -> SOURCE;
                case "tag" -> TAG;
                default -> null;
            };
        }
    }

    static SearchTerms parse(String text) {
        return new SearchTerms(new Reader(text).clauses());
    }

    boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** Reads the text once, from left to right. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Clause> clauses() {
            var clauses = new ArrayList<Clause>();
            skipSpace();
            while (at < text.length() && clauses.size() < MOST) {
                var clause = clause();
                if (clause != null) {
                    clauses.add(clause);
                }
                skipSpace();
            }
            return List.copyOf(clauses);
        }

        private @Nullable Clause clause() {
            var wanted = text.charAt(at) != '-';
            if (!wanted) {
                at++;
            }
            var term = term(wanted);
            return term == null ? null : new Clause(term, wanted);
        }

        private @Nullable Term term(boolean wanted) {
            if (at < text.length() && text.charAt(at) == '"') {
                var phrase = quoted();
                return hasWord(phrase) ? new Phrase(phrase) : null;
            }
            var start = at;
            var field = fieldName();
            if (field != null) {
                return named(field, wanted);
            }
            at = start;
            var word = run();
            return hasWord(word) ? new Word(word, wanted && at == text.length()) : null;
        }

        /** The field before a colon, with the reader after the colon; or null. */
        private @Nullable Field fieldName() {
            var end = at;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (end == text.length() || text.charAt(end) != ':') {
                return null;
            }
            var field = Field.named(text.substring(at, end));
            at = end + 1;
            return field;
        }

        private @Nullable Term named(Field field, boolean wanted) {
            var isQuoted = at < text.length() && text.charAt(at) == '"';
            var value = isQuoted ? quoted() : run();
            return hasWord(value)
                    ? new Named(field, value, isQuoted, wanted && !isQuoted && at == text.length())
                    : null;
        }

        /** What is between two quotation marks, or after the first if there is no second. */
        private String quoted() {
            var end = text.indexOf('"', at + 1);
            var phrase = text.substring(at + 1, end < 0 ? text.length() : end).strip();
            at = end < 0 ? text.length() : end + 1;
            return phrase;
        }

        private String run() {
            var start = at;
            while (at < text.length()
                    && !isSpace(text.charAt(at))
                    && (text.charAt(at) != '"' || at == start)) {
                at++;
            }
            return text.substring(start, at);
        }

        private void skipSpace() {
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
        }

        private static boolean isSpace(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c);
        }

        /** Marks alone are no word; a pictograph is one. */
        private static boolean hasWord(String text) {
            return text.codePoints()
                    .anyMatch(
                            c ->
                                    Character.isLetterOrDigit(c)
                                            || Character.getType(c) == Character.OTHER_SYMBOL);
        }
    }
}
