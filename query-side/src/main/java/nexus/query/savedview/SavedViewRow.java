package nexus.query.savedview;

/** A saved view as its list reads it. */
record SavedViewRow(
        String id, String ownerId, String resource, String name, String query, boolean shared) {}
