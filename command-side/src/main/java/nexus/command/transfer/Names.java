package nexus.command.transfer;

import java.util.Locale;

/** When two names mean the same: whatever their case and the spaces in them. */
final class Names {

    private Names() {}

    static String key(String name) {
        return clean(name).toLowerCase(Locale.ROOT);
    }

    static String clean(String name) {
        return name.strip().replaceAll("[\\s\\u00A0]+", " ");
    }
}
