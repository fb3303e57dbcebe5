package nexus.api.contact;

import java.util.Locale;

/** How far a contact has come on the way to being a customer. Written in small letters. */
public enum LifecycleStage {
    LEAD,
    MARKETING_QUALIFIED,
    SALES_QUALIFIED,
    OPPORTUNITY,
    CUSTOMER,
    EVANGELIST,
    OTHER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
