package nexus.api.identity;

/**
 * How an organization works and wants to be shown.
 *
 * @param currency the ISO 4217 code that new amounts start with
 * @param timeZone an IANA name, in which days begin and end
 * @param locale a BCP 47 tag, for numbers and dates
 * @param primaryColor of its branding, as {@code #rrggbb}
 */
public record OrganizationSettings(
        String currency, String timeZone, String locale, String primaryColor) {

    public static final OrganizationSettings STANDARD =
            new OrganizationSettings("GBP", "Europe/London", "en-GB", "#1f4b99");
}
