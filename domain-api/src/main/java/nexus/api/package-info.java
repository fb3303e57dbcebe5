/**
 * The words that both sides share: what can be asked, what can happen, and why something is
 * refused.
 */
@NullMarked
package nexus.api;

import org.jspecify.annotations.NullMarked;
