package nexus.query.admin;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why an operator does something, if they say. */
record Reason(@Nullable @Size(max = 2000) String reason) {

    static @Nullable String of(@Nullable Reason body) {
        return body == null ? null : body.reason;
    }
}
