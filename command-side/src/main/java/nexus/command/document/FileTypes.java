package nexus.command.document;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of files that are kept, and how files of each may be called: what people send each
 * other about a sale. Nothing that a browser or an operating system would run.
 */
final class FileTypes {

    static final String TEXT = "text/plain";
    static final String ZIP = "application/zip";

    /** The container of Microsoft's older formats; which one it is only its name tells. */
    static final String OLE = "application/x-tika-msoffice";

    /** The container of most films, MP4 among them, whoever its maker is. */
    static final String FILM = "video/quicktime";

    private static final Map<String, Set<String>> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("application/pdf", Set.of("pdf")),
                    Map.entry("application/rtf", Set.of("rtf")),
                    Map.entry("application/msword", Set.of("doc")),
                    Map.entry("application/vnd.ms-excel", Set.of("xls")),
                    Map.entry("application/vnd.ms-powerpoint", Set.of("ppt")),
                    Map.entry("application/vnd.ms-outlook", Set.of("msg")),
                    Map.entry(OfficeType.DOCX, Set.of("docx")),
                    Map.entry(OfficeType.XLSX, Set.of("xlsx")),
                    Map.entry(OfficeType.PPTX, Set.of("pptx")),
                    Map.entry("application/vnd.oasis.opendocument.text", Set.of("odt")),
                    Map.entry("application/vnd.oasis.opendocument.spreadsheet", Set.of("ods")),
                    Map.entry("application/vnd.oasis.opendocument.presentation", Set.of("odp")),
                    Map.entry(ZIP, Set.of("zip")),
                    Map.entry(TEXT, Set.of("txt", "text", "log")),
                    Map.entry("text/csv", Set.of("csv")),
                    Map.entry("text/markdown", Set.of("md")),
                    Map.entry("message/rfc822", Set.of("eml")),
                    Map.entry("image/jpeg", Set.of("jpg", "jpeg")),
                    Map.entry("image/png", Set.of("png")),
                    Map.entry("image/gif", Set.of("gif")),
                    Map.entry("image/webp", Set.of("webp")),
                    Map.entry("image/tiff", Set.of("tif", "tiff")),
                    Map.entry("image/bmp", Set.of("bmp")),
                    Map.entry("image/heic", Set.of("heic", "heif")),
                    Map.entry("image/heif", Set.of("heif", "heic")),
                    Map.entry("image/vnd.dwg", Set.of("dwg")),
                    Map.entry("video/mp4", Set.of("mp4")),
                    Map.entry("video/x-m4v", Set.of("m4v")),
                    Map.entry(FILM, Set.of("mov")));

    private FileTypes() {}

    static boolean isKept(String type) {
        return EXTENSIONS.containsKey(type);
    }

    /** Whether a file of that type may be called so; one without an extension may be anything. */
    static boolean mayBeCalled(String type, String extension) {
        return extension.isEmpty() || EXTENSIONS.getOrDefault(type, Set.of()).contains(extension);
    }

    /**
     * The type of a file whose bytes tell only the family: what kind of text or film, or which of
     * the older formats of an office.
     */
    static Optional<String> within(String family, String extension) {
        return switch (family) {
            case TEXT -> named(extension, "text/csv", "text/markdown").or(() -> Optional.of(TEXT));
            case FILM -> named(extension, "video/mp4", "video/x-m4v").or(() -> Optional.of(FILM));
            case OLE ->
                    named(
                            extension,
                            "application/msword",
                            "application/vnd.ms-excel",
                            "application/vnd.ms-powerpoint",
                            "application/vnd.ms-outlook");
            default -> Optional.of(family);
        };
    }

    private static Optional<String> named(String extension, String... types) {
        for (var type : types) {
            if (!extension.isEmpty() && mayBeCalled(type, extension)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
