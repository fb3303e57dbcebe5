package nexus.command.campaign;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import nexus.command.campaign.Message.Mail;
import nexus.command.campaign.Outcome.Away;
import nexus.command.campaign.Outcome.CalledOff;
import nexus.command.campaign.Outcome.Later;
import nexus.command.campaign.Outcome.Refused;
import nexus.command.campaign.Outcome.Sent;
import nexus.command.campaign.Outcome.Unconfirmed;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * A mail server that takes mails by SMTP.
 *
 * <p>A server that has taken a mail takes it again just as well, and cannot be asked whether it had
 * it. So the very last thing before the line that hands a mail over is to write down that it may
 * have been. What comes to nothing before that is tried again; what is doubtful after it is only
 * where the server knows a mail by its Message-ID, and drops a second one.
 */
final class Postman implements Carrier {

    private static final int NOTHING = -1;

    /** "Service not available, closing transmission channel" (RFC 5321, 4.2.3). */
    private static final int CLOSING = 421;

    private final JavaMailSenderImpl server;
    private final int connections;
    private final int perSecond;
    private final Second second;

    /**
     * A postman for one server.
     *
     * @param server where it is, and how to log in
     * @param connections how many to it at the same time
     * @param second what becomes there of a mail with a Message-ID that another had
     */
    Postman(JavaMailSenderImpl server, int connections, int perSecond, Second second) {
        this.server = server;
        this.connections = connections;
        this.perSecond = perSecond;
        this.second = second;
        var settings = server.getJavaMailProperties();
        for (var protocol : List.of("mail.smtp.", "mail.smtps.")) {
            settings.putIfAbsent(protocol + "connectiontimeout", "10000");
            settings.putIfAbsent(protocol + "timeout", "30000");
            settings.putIfAbsent(protocol + "writetimeout", "30000");
        }
    }

    /** What the server said, if it said anything. */
    private record Reply(int code, String words) {

        static Reply in(MessagingException failure) {
            var ofTheWhole = of(NOTHING, failure);
            for (Exception each = failure;
                    each instanceof MessagingException one;
                    each = one.getNextException()) {
                switch (one) {
                    case SMTPAddressFailedException recipient -> {
                        return of(recipient.getReturnCode(), one);
                    }
                    case SMTPSenderFailedException sender -> {
                        return of(sender.getReturnCode(), one);
                    }
                    case SMTPSendFailedException whole ->
                            ofTheWhole = of(whole.getReturnCode(), one);
                    default -> {} // of no server
                }
            }
            return ofTheWhole;
        }

        private static Reply of(int code, MessagingException failure) {
            return new Reply(code, String.valueOf(failure.getMessage()).strip());
        }
    }

    @Override
    public Second second() {
        return second;
    }

    @Override
    public int atOnce() {
        return connections;
    }

    @Override
    public Integer perSecond() {
        return perSecond;
    }

    @Override
    public Round begin() {
        return new Connection();
    }

    /** The mail is broken off before its end: as somebody else has taken over, or nobody knows. */
    private static final class BrokenOff extends IOException {
        private final transient @Nullable RuntimeException failure;

        BrokenOff(@Nullable RuntimeException failure) {
            super("broken off", failure);
            this.failure = failure;
        }

        Outcome outcome() {
            if (failure != null) {
                throw failure;
            }
            return new CalledOff();
        }
    }

    private final class Connection implements Round {

        private @Nullable Transport transport;
        private boolean handedOver;

        @Override
        public Outcome hand(Message message, BooleanSupplier lastMoment) {
            if (!(message instanceof Mail mail)) {
                return new Refused("This is no mail.");
            }
            handedOver = false;
            MailForm form;
            try {
                form = MailForm.stoppingBeforeTheEnd(mail, () -> handOver(lastMoment));
            } catch (MessagingException e) {
                return new Refused("It cannot be written: " + e.getMessage());
            }
            try {
                connected().sendMessage(form, form.getAllRecipients());
                return new Sent(null);
            } catch (MessagingException e) {
                return outcome(e);
            }
        }

        private void handOver(BooleanSupplier lastMoment) throws IOException {
            try {
                handedOver = lastMoment.getAsBoolean();
            } catch (RuntimeException e) {
                throw new BrokenOff(e);
            }
            if (!handedOver) {
                throw new BrokenOff(null);
            }
        }

        private Transport connected() throws MessagingException {
            var known = transport;
            if (known != null && known.isConnected()) {
                return known;
            }
            var protocol = server.getProtocol() == null ? "smtp" : server.getProtocol();
            var fresh = server.getSession().getTransport(protocol);
            fresh.connect(
                    server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
            transport = fresh;
            return fresh;
        }

        private Outcome outcome(MessagingException failure) {
            if (failure.getNextException() instanceof BrokenOff brokenOff) {
                return brokenOff.outcome();
            }
            var said = Reply.in(failure);
            if (said.code() == NOTHING || said.code() == CLOSING) {
                close();
                return handedOver && said.code() == NOTHING
                        ? new Unconfirmed(second != Second.ARRIVES)
                        : new Away(said.words());
            }
            return said.code() >= 500 ? new Refused(said.words()) : new Later(said.words());
        }

        @Override
        public void close() {
            var open = transport;
            transport = null;
            if (open != null) {
                try {
                    open.close();
                } catch (MessagingException e) {
                    // it was closed from the other side
                }
            }
        }
    }
}
