package nexus.api.customfield;

/** The records that have custom fields, as their addresses call them. */
public enum FieldBearer {
    deals,
    contacts,
    companies
}
