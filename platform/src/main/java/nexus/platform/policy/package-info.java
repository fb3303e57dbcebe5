/** What always follows from what happens: policies, each at a place of its own in the stream. */
@NullMarked
package nexus.platform.policy;

import org.jspecify.annotations.NullMarked;
