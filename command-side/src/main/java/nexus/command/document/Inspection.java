package nexus.command.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import nexus.api.document.DocumentRejection.DocumentEmpty;
import nexus.api.document.DocumentRejection.DocumentTypeMismatch;
import nexus.api.document.DocumentRejection.DocumentTypeNotAllowed;
import nexus.platform.blob.Incoming.Received;
import nexus.platform.web.Refused;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.springframework.stereotype.Component;

/**
 * Tells what a file is by its bytes, whatever it is called and whatever it was sent as, and lets
 * pass what is to be kept.
 */
@Component
class Inspection {

    private static final int ENOUGH = 4;

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    /**
     * The type of a file that may be kept.
     *
     * @throws Refused if it may not be
     */
    String typeOf(Received file, FileName name) {
        if (file.size() == 0) {
            throw new Refused(new DocumentEmpty());
        }
        try {
            var family = familyOf(file);
            var type = FileTypes.within(family, name.extension()).orElse(family);
            if (!FileTypes.isKept(type)) {
                throw new Refused(new DocumentTypeNotAllowed(type));
            }
            if (!FileTypes.mayBeCalled(type, name.extension())) {
                throw new Refused(new DocumentTypeMismatch(name.value(), type));
            }
            return type;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String familyOf(Received file) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(file.file()))) {
            bytes.mark(ENOUGH);
            var first = bytes.readNBytes(ENOUGH);
            bytes.reset();
            return ZipContents.isOne(first)
                    ? ZipContents.typeOf(file.file(), file.size())
                    : types.detect(bytes, new Metadata()).getBaseType().toString();
        }
    }
}
