package nexus.story;

import nexus.app.EngineTest;
import org.junit.jupiter.api.Test;

/** The business on both sides in one process. */
class TogetherStory extends EngineTest {

    @Test
    void a_showroom_sells_imports_searches_counts_looks_back_delivers_and_asks() {
        new Business("http://127.0.0.1:" + port).tell();
    }
}
