package nexus.platform.eventstore;

/** Is told after the commit what this node has appended to. */
public interface AppendListener {

    /** Something happened to a stream of this kind in this organization. */
    void appended(String organizationId, String streamType);
}
