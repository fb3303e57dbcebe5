package nexus.command.campaign;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whoever takes messages of one kind from us and delivers them. */
interface Carrier {

    /**
     * Whether a message that is handed over twice is still delivered once. Where it is not, what
     * was perhaps handed over is never handed over again.
     */
    boolean repeatsHarmlessly();

    /** How many take messages at the same time. */
    int atOnce();

    /** How many messages it takes in a second; null for as many as we have. */
    @Nullable Integer perSecond();

    /** Begins to hand messages over, one after the other. */
    Round begin();

    /** Some messages on one connection. */
    interface Round extends AutoCloseable {

        /**
         * Hands a message over.
         *
         * @param lastMoment is asked when everything but the handing over itself is done: whether
         *     it may be
         */
        Outcome hand(Message message, BooleanSupplier lastMoment);

        @Override
        void close();
    }
}
