package nexus.api.pipeline;

/** What being in a stage means for a deal: still open, won, or lost. */
public enum StageKind {
    OPEN,
    WON,
    LOST
}
