/** The HTTP contract: the document that the code is held to, and a page to browse it. */
@NullMarked
package nexus.platform.contract;

import org.jspecify.annotations.NullMarked;
