package nexus.platform.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import nexus.api.CustomFields;
import org.jspecify.annotations.Nullable;

/**
 * Values of custom fields: few and flat, each a text, a number, true, false or null, where a patch
 * takes the field away with null.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FieldValues.Validator.class)
public @interface FieldValues {

    String message() default
            "must be at most 50 fields, each a text of at most 2000 characters, a number, true or"
                    + " false, under a name of at most 60 characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says no to whatever would not come back from the store as it went in. */
    final class Validator implements ConstraintValidator<FieldValues, Map<String, Object>> {

        private static final int LONGEST_NAME = 60;
        private static final int LONGEST_TEXT = 2000;

        @Override
        public boolean isValid(
                @Nullable Map<String, Object> fields, ConstraintValidatorContext context) {
            return fields == null
                    || (fields.size() <= CustomFields.MOST
                            && fields.keySet().stream().allMatch(Validator::isName)
                            && fields.values().stream().allMatch(Validator::isValue));
        }

        private static boolean isName(String name) {
            return !name.isBlank() && name.length() <= LONGEST_NAME && Text.isClean(name);
        }

        private static boolean isValue(@Nullable Object value) {
            return switch (value) {
                case null -> true;
                case Boolean _, Integer _, Long _ -> true;
                case Double number -> Double.isFinite(number);
                case String text -> text.length() <= LONGEST_TEXT && Text.isClean(text);
                case Object _ -> false;
            };
        }
    }
}
