package nexus.api.campaign;

import java.util.Optional;
import nexus.api.Patch;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a sender (RFC 7396). */
public record SenderChange(Patch<String> name, Patch<String> email) {

    /** The sender after the change; empty if it has no address then. */
    public Optional<Sender> of(@Nullable Sender before) {
        var address = email.or(before == null ? null : before.email());
        return Optional.ofNullable(address)
                .map(at -> new Sender(name.or(before == null ? null : before.name()), at));
    }
}
