package nexus.command.document;

import java.util.Set;

/** Tells by the names of its entries what an archive is: many formats are archives. */
final class OfficeType {

    private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";

    static final String DOCX = OPEN_XML + "wordprocessingml.document";
    static final String XLSX = OPEN_XML + "spreadsheetml.sheet";
    static final String PPTX = OPEN_XML + "presentationml.presentation";
    static final String WITH_MACROS = "application/vnd.ms-office.macro-enabled";
    static final String PROGRAM = "application/java-archive";

    private OfficeType() {}

    /**
     * The type.
     *
     * @param mimetype what an entry of that name says, as OpenDocument has it; empty for none
     */
    static String of(Set<String> entries, String mimetype) {
        if (entries.stream().anyMatch(name -> name.endsWith("vbaProject.bin"))) {
            return WITH_MACROS;
        }
        if (entries.contains("META-INF/MANIFEST.MF")
                || entries.contains("AndroidManifest.xml")
                || entries.stream().anyMatch(name -> name.endsWith(".class"))) {
            return PROGRAM;
        }
        if (entries.contains("[Content_Types].xml")) {
            return openXml(entries);
        }
        return mimetype.startsWith("application/") ? mimetype : FileTypes.ZIP;
    }

    private static String openXml(Set<String> entries) {
        if (entries.contains("word/document.xml")) {
            return DOCX;
        }
        if (entries.contains("xl/workbook.xml")) {
            return XLSX;
        }
        return entries.contains("ppt/presentation.xml") ? PPTX : "application/x-tika-ooxml";
    }
}
