/** Activities, tasks, reminders and timelines from request to answer. */
@NullMarked
package nexus.activity;

import org.jspecify.annotations.NullMarked;
