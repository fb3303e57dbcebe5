@NullMarked
package nexus.admin;

import org.jspecify.annotations.NullMarked;
