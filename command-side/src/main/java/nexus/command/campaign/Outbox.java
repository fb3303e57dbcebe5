package nexus.command.campaign;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;
import nexus.command.campaign.Message.Mail;
import nexus.command.campaign.Message.Text;
import nexus.command.campaign.Outcome.Away;
import nexus.command.campaign.Outcome.Refused;
import nexus.command.campaign.Outcome.Sent;
import org.jspecify.annotations.Nullable;

/**
 * A folder instead of anybody who delivers: each message a file, in a folder for each campaign, so
 * that whoever has just installed the engine sees what it would send.
 *
 * <p>A file has the name of its recipient and appears whole: the same message again takes its own
 * place.
 */
final class Outbox implements Carrier {

    private final Path folder;

    Outbox(Path folder) {
        this.folder = folder;
    }

    @Override
    public Second second() {
        return Second.REPLACES;
    }

    @Override
    public int atOnce() {
        return 2;
    }

    @Override
    public @Nullable Integer perSecond() {
        return null;
    }

    @Override
    public Round begin() {
        return new Round() {
            @Override
            public Outcome hand(Message message, BooleanSupplier lastMoment) {
                return put(message);
            }

            @Override
            public void close() {}
        };
    }

    private Outcome put(Message message) {
        try {
            var own = folder.resolve(message.campaignId());
            Files.createDirectories(own);
            var draft = own.resolve("." + fileName(message));
            Files.write(draft, written(message));
            Files.move(draft, own.resolve(fileName(message)), StandardCopyOption.ATOMIC_MOVE);
            return new Sent(null);
        } catch (MessagingException e) {
            return new Refused("It cannot be written: " + e.getMessage());
        } catch (IOException e) {
            return new Away("The outbox takes nothing: " + e.getMessage());
        }
    }

    private static String fileName(Message message) {
        return switch (message) {
            case Mail mail -> mail.contactId() + ".eml";
            case Text text -> text.contactId() + ".sms.txt";
        };
    }

    private byte[] written(Message message) throws MessagingException {
        return switch (message) {
            case Mail mail -> MailForm.written(mail);
            case Text text ->
                    "To: %s\n\n%s\n"
                            .formatted(text.to(), text.body())
                            .getBytes(StandardCharsets.UTF_8);
        };
    }
}
