package nexus.app.embedded;

import java.util.concurrent.CompletableFuture;

/** A server that runs as a child of this process and keeps its data in the data folder. */
public sealed interface EmbeddedServer extends AutoCloseable
        permits EmbeddedPostgres, EmbeddedElasticsearch, EmbeddedJvm {

    /** The name a person knows the server by. */
    String name();

    /** The process id of the server's first process; it changes with every restart. */
    long pid();

    /** Completes when the current process has ended, whoever ended it. */
    CompletableFuture<?> onExit();

    /** Ends every process of the server at once and without warning, as SIGKILL does. */
    void kill();

    /**
     * Ends the server if it still runs and starts it again on the same port and the same data;
     * answers when it is ready.
     */
    void restart();

    /** Ends the server in good order; answers when its last process is gone. */
    @Override
    void close();
}
