@NullMarked
package nexus.platform.web;

import org.jspecify.annotations.NullMarked;
