package nexus.command.identity;

import org.jspecify.annotations.Nullable;

/** What must be remembered about a user in order to decide, and to say who it is. */
sealed interface User {

    record Absent() implements User {}

    record Present(
            @Nullable String email, String firstName, String lastName, @Nullable String avatarUrl)
            implements User {

        String name() {
            return (firstName + " " + lastName).strip();
        }
    }

    record Gone() implements User {}
}
