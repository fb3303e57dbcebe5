package nexus.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name an event is stored under, for ever. Renaming or moving the record is then free. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventName {
    /** Kebab case, family first: {@code deal.moved-to-stage}. */
    String value();

    /** Counts up with every change of the stored form; older ones are read through upcasters. */
    String revision() default "1";
}
