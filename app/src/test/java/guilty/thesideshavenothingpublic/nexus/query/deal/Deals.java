package guilty.thesideshavenothingpublic.nexus.query.deal;

/** Breaks the rule: can be used from anywhere. */
public class Deals {}
