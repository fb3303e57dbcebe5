package nexus.platform.projection;

import org.jspecify.annotations.Nullable;

/**
 * The right of this node to move one segment of a processor, until somebody else's epoch begins.
 *
 * @param position how far the segment had come
 * @param layout counts how often other generations of views were put in use
 * @param stopAt where to wait, while the streams are about to be shared out anew
 */
public record Claim(
        String processor,
        int segment,
        int segments,
        long epoch,
        long position,
        long layout,
        @Nullable Long stopAt) {

    /** Whether the events of a stream are this segment's. */
    boolean covers(String streamId) {
        return segments == 1 || Math.floorMod(streamId.hashCode(), segments) == segment;
    }

    Claim at(long newPosition, @Nullable Long newStopAt) {
        return new Claim(processor, segment, segments, epoch, newPosition, layout, newStopAt);
    }

    /** The claim is not this node's any more, or what it rests on has changed: start over. */
    public static final class Lost extends RuntimeException {
        Lost(Claim claim) {
            super(
                    "Segment %d of %s is no longer as it was claimed"
                            .formatted(claim.segment, claim.processor));
        }
    }
}
