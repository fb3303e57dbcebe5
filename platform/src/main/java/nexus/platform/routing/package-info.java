/** How nodes on Axon Server share the deciding: commands about one stream go to one of them. */
@NullMarked
package nexus.platform.routing;

import org.jspecify.annotations.NullMarked;
