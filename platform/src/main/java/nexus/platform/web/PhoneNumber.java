package nexus.platform.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A telephone number as people write it: with spaces, brackets and an extension if they like. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = "[+(]?\\d[\\d\\p{L} ().,/#*+-]{1,38}")
@ReportAsSingleViolation
public @interface PhoneNumber {

    String message() default "must be a telephone number like +44 20 7946 0018";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
