@NullMarked
package nexus.bulk;

import org.jspecify.annotations.NullMarked;
