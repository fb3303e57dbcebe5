package nexus.api.project;

import java.math.BigDecimal;
import nexus.api.Personal;

/**
 * Where a project is built.
 *
 * @param latitude in degrees north (WGS 84)
 * @param longitude in degrees east
 * @param radius how far from there is still on site, in metres
 */
public record Site(@Personal BigDecimal latitude, @Personal BigDecimal longitude, int radius) {

    /** A house, its garden and the street before it. */
    public static final int USUAL_RADIUS = 200;

    private static final double EARTH_RADIUS = 6_371_000;

    /** How far a position is from here, in metres, over the ground (haversine formula). */
    public long distanceTo(BigDecimal otherLatitude, BigDecimal otherLongitude) {
        var from = Math.toRadians(latitude.doubleValue());
        var to = Math.toRadians(otherLatitude.doubleValue());
        var north = Math.sin((to - from) / 2);
        var east =
                Math.sin(
                        Math.toRadians(otherLongitude.doubleValue() - longitude.doubleValue()) / 2);
        var chord = north * north + Math.cos(from) * Math.cos(to) * east * east;
        return Math.round(2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord))));
    }
}
