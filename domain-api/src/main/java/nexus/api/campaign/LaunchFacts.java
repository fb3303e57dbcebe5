package nexus.api.campaign;

import java.time.Instant;

/**
 * What must be known besides the campaign itself to decide whether it may start.
 *
 * @param audience how many contacts its audience has
 * @param senderIsVerified whether the installation may send in the name of its sender
 */
public record LaunchFacts(Instant now, int audience, boolean senderIsVerified) {}
