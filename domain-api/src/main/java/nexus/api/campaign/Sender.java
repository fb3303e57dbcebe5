package nexus.api.campaign;

import org.jspecify.annotations.Nullable;

/** In whose name a campaign is sent. */
public record Sender(@Nullable String name, String email) {}
