/** Activities: what people do about a record, and what they still have to do. */
@NullMarked
package nexus.api.activity;

import org.jspecify.annotations.NullMarked;
