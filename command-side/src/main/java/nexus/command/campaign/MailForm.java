package nexus.command.campaign;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import nexus.api.campaign.Sender;
import nexus.command.campaign.Message.Mail;
import org.jspecify.annotations.Nullable;

/** An e-mail in the form that it travels in (RFC 5322, MIME, and RFC 8058 for the way out). */
class MailForm extends MimeMessage {

    private static final Session NONE = Session.getInstance(new Properties());
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String name;

    /**
     * An e-mail.
     *
     * @throws MessagingException if it cannot be one: its address is none, say
     */
    MailForm(Mail mail) throws MessagingException {
        super(NONE);
        name = "<" + mail.name() + "@" + domain(mail.from()) + ">";
        setFrom(address(mail.from()));
        setRecipient(RecipientType.TO, new InternetAddress(mail.to(), true));
        setSubject(mail.subject(), UTF_8);
        setSentDate(Date.from(mail.at()));
        setHeader("List-Unsubscribe", "<" + mail.unsubscribeUrl() + ">");
        setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        setHeader("Auto-Submitted", "auto-generated");
        setBody(mail);
        saveChanges();
    }

    private static String domain(Sender sender) {
        return sender.email().substring(sender.email().indexOf('@') + 1);
    }

    private static InternetAddress address(Sender sender) throws MessagingException {
        try {
            return new InternetAddress(sender.email(), sender.name(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("Every JDK has UTF-8", e);
        }
    }

    private void setBody(Mail mail) throws MessagingException {
        if (mail.html() != null && mail.text() != null) {
            var both = new Alternatives("part-" + mail.name());
            both.addBodyPart(part(mail.text(), "plain"));
            both.addBodyPart(part(mail.html(), "html"));
            setContent(both);
        } else if (mail.html() != null) {
            setText(mail.html(), UTF_8, "html");
            setHeader("Content-Transfer-Encoding", "quoted-printable");
        } else {
            setText(mail.text() == null ? "" : mail.text(), UTF_8, "plain");
            setHeader("Content-Transfer-Encoding", "quoted-printable");
        }
    }

    private static MimeBodyPart part(@Nullable String text, String type) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8, type);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** Always divided in the same way, so that the same mail is the same. */
    private static final class Alternatives extends MimeMultipart {
        Alternatives(String boundary) {
            super("alternative");
            contentType = "multipart/alternative; boundary=\"" + boundary + "\"";
        }
    }

    /** It has had its name from the beginning. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", name);
    }

    /**
     * The bytes of a mail.
     *
     * @throws MessagingException if it cannot be one
     */
    static byte[] written(Mail mail) throws MessagingException {
        var bytes = new ByteArrayOutputStream(4096);
        try {
            new MailForm(mail).writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Says when all of a message is written but the end, with which it is handed over. */
    interface BeforeTheEnd {
        void reached() throws IOException;
    }

    /** A mail that lets somebody have a word before it is handed over. */
    static MailForm stoppingBeforeTheEnd(Mail mail, BeforeTheEnd end) throws MessagingException {
        return new MailForm(mail) {
            @Override
            public void writeTo(OutputStream out, String[] without)
                    throws IOException, MessagingException {
                super.writeTo(out, without);
                out.flush();
                end.reached();
            }
        };
    }
}
