package nexus.api.customfield;

/** What kind of value is written into a custom field. */
public enum FieldKind {
    TEXT,
    NUMBER,
    DATE,
    YES_NO,
    /** One of a few that are named. */
    CHOICE
}
