/** Decides about activities, and reminds people of them. */
@NullMarked
package nexus.command.activity;

import org.jspecify.annotations.NullMarked;
