package nexus.query.search;

import java.util.Locale;

/** A kind of record that can be searched for, and the view its documents are made from. */
enum RecordType {
    CONTACT("contacts"),
    COMPANY("companies"),
    DEAL("deals"),
    PROJECT("projects"),
    CAMPAIGN("campaigns"),
    DOCUMENT("documents"),
    ACTIVITY("activities");

    private final String view;

    RecordType(String view) {
        this.view = view;
    }

    String view() {
        return view;
    }

    /** As clients and the index call it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RecordType of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
