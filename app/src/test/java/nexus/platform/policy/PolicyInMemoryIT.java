package nexus.platform.policy;

import org.springframework.test.context.TestPropertySource;

/** The same when PostgreSQL has a copy of the events only. */
@TestPropertySource(properties = "nexus.event-store=in-memory")
class PolicyInMemoryIT extends PolicyIT {}
