package nexus.api.identity;

/** Who runs a showroom: the organization itself, or somebody under its name. */
public enum ShowroomType {
    RETAIL,
    FRANCHISE
}
