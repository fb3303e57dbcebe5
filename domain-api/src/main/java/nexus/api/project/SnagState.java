package nexus.api.project;

/** What became of a snag: it is there, it was put right, or the client lives with it. */
public enum SnagState {
    OPEN,
    FIXED,
    ACCEPTED
}
