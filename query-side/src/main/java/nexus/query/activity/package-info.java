/**
 * What readers see of activities: lists, tasks, and the timelines of the records they are about.
 */
@NullMarked
package nexus.query.activity;

import org.jspecify.annotations.NullMarked;
