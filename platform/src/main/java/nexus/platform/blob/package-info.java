/** Where the bytes of files are kept: a folder, or an object store that speaks S3. */
@NullMarked
package nexus.platform.blob;

import org.jspecify.annotations.NullMarked;
