@NullMarked
package nexus.customfield;

import org.jspecify.annotations.NullMarked;
