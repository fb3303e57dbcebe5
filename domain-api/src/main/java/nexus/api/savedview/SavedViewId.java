package nexus.api.savedview;

import nexus.api.Id;

/** Identifies a saved view. */
public record SavedViewId(String value) implements Id {

    public static final String PREFIX = "savedview";

    @Override
    public String toString() {
        return value;
    }
}
