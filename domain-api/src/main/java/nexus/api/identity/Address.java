package nexus.api.identity;

/**
 * Where a place of business is. A part that nobody has told is empty.
 *
 * @param lines the building and street, as on an envelope, parted by line breaks
 * @param country an ISO 3166-1 alpha-2 code
 */
public record Address(String lines, String city, String postcode, String country) {}
