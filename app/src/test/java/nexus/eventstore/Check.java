package nexus.eventstore;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One thing that every event store must do; its name is the sentence. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Check {

    /** What a store must say of itself for this to be asked of it. */
    Ability[] of() default {};

    /** What not every kind of store has. */
    enum Ability {
        /** States are kept beside the events, so that long streams need not be read. */
        SNAPSHOTS,

        /** The number that events are read by, or its forerunner, is drawn before the commit. */
        NUMBERS_DRAWN_BEFORE_THE_COMMIT
    }
}
