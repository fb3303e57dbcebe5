package nexus.command.campaign;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whoever takes messages of one kind from us and delivers them. */
interface Carrier {

    /** What becomes of a message that is handed over a second time, under the name that it had. */
    enum Second {
        /** It takes the place of the first: nobody has to know whether there was one. */
        REPLACES,
        /** It is dropped: what may have been handed over is handed over again. */
        IS_DROPPED,
        /** It arrives, too: what may have been handed over never is again. */
        ARRIVES
    }

    Second second();

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
