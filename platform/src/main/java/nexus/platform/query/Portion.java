package nexus.platform.query;

/** A row within another: its fields are told as if they were the other's own. */
public interface Portion {}
