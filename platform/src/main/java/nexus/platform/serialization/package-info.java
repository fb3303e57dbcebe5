/** The stored form of events and the form of values in requests and answers. */
@NullMarked
package nexus.platform.serialization;

import org.jspecify.annotations.NullMarked;
