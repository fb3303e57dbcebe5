package guilty.thesidesnevermeet.nexus.query.deal;

/** Innocent by itself. */
public record Deals(String rows) {}
