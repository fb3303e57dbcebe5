package guilty.onlytheeventstoreandtheroutingknowaxonserver.nexus.platform.web;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;

/** Breaks the rule: goes to Axon Server past those who know how to wait for it. */
record AsksAxonServer(AxonServerConnectionManager connections) {}
