package nexus.app.cli;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Files as a showroom has them: papers of one page, and pictures. */
final class DemoPapers {

    private DemoPapers() {}

    /** A PDF (ISO 32000) of one page with a heading and some lines. */
    static byte[] paper(String heading, List<String> lines) {
        var text = new StringBuilder("BT /F1 18 Tf 72 770 Td (%s) Tj /F1 11 Tf".formatted(heading));
        lines.forEach(line -> text.append(" 0 -24 Td (%s) Tj".formatted(escaped(line))));
        text.append(" ET");
        var objects =
                List.of(
                        "<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                                + " /Resources << /Font << /F1 5 0 R >> >> >>",
                        "<< /Length %d >>\nstream\n%s\nendstream".formatted(text.length(), text),
                        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new ArrayList<Integer>();
        for (int i = 0; i < objects.size(); i++) {
            offsets.add(pdf.length());
            pdf.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)));
        }
        var start = pdf.length();
        pdf.append("xref\n0 %d\n0000000000 65535 f \n".formatted(objects.size() + 1));
        offsets.forEach(offset -> pdf.append("%010d 00000 n \n".formatted(offset)));
        pdf.append(
                "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                        .formatted(objects.size() + 1, start));
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    /** A PNG, of no more than colours. */
    static byte[] picture(int shade) {
        var picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        var brush = picture.createGraphics();
        brush.setPaint(
                new GradientPaint(
                        0, 0, new Color(0xd9, 0xe4, shade & 0xff), 320, 240, new Color(0x3a4a5c)));
        brush.fillRect(0, 0, 320, 240);
        brush.dispose();
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
