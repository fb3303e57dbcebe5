package nexus.search.analysis;

import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** A named step in the analysis of a text, made of one Lucene filter. */
record FilterFactory(String name, UnaryOperator<TokenStream> step) implements TokenFilterFactory {

    static TokenFilterFactory of(String name, UnaryOperator<TokenStream> step) {
        return new FilterFactory(name, step);
    }

    /** A step that may also be part of a normalizer of keyword fields: one token in, one out. */
    static TokenFilterFactory normalizing(String name, UnaryOperator<TokenStream> step) {
        return new Normalizing(name, step);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
        return step.apply(tokens);
    }

    private record Normalizing(String name, UnaryOperator<TokenStream> step)
            implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return step.apply(tokens);
        }
    }
}
