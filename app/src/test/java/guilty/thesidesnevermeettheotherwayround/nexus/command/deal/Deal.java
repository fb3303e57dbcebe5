package guilty.thesidesnevermeettheotherwayround.nexus.command.deal;

/** Innocent by itself. */
public record Deal(String state) {}
