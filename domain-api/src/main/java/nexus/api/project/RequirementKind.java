package nexus.api.project;

/** What it is that a stage asks for. */
public enum RequirementKind {
    /** Something that was done. */
    REQUIREMENT,
    /** A document that is available. */
    DOCUMENT,
    /** Something that must be so at the moment of entering; it is not ticked off. */
    CONDITION
}
