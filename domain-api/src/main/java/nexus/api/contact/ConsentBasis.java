package nexus.api.contact;

import java.util.Locale;

/** On what ground somebody may be written to (GDPR, article 6). Written in small letters. */
public enum ConsentBasis {
    CONSENT,
    CONTRACT,
    LEGITIMATE_INTEREST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
