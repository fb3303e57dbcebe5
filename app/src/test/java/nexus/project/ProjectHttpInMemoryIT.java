package nexus.project;

import org.springframework.test.context.TestPropertySource;

/** The same through the whole engine when PostgreSQL has a copy of the events only. */
@TestPropertySource(properties = "nexus.event-store=in-memory")
class ProjectHttpInMemoryIT extends ProjectHttpIT {}
