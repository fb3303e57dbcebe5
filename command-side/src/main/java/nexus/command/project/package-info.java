/** Decides about projects. */
@NullMarked
package nexus.command.project;

import org.jspecify.annotations.NullMarked;
