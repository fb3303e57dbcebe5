package nexus.api.contact;

import java.util.Locale;

/** A way to reach a contact, for which consent is given or not. Written in small letters. */
public enum Channel {
    EMAIL,
    SMS,
    PHONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
