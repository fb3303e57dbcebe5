package nexus.query.customfield;

import java.util.List;

/** The definition of a custom field as its list reads it. */
record CustomFieldRow(
        String id, String resource, String key, String label, String kind, List<String> options) {

    CustomFieldRow called(String otherwise, List<String> offering) {
        return new CustomFieldRow(id, resource, key, otherwise, kind, offering);
    }
}
