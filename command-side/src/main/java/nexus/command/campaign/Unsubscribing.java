package nexus.command.campaign;

import java.util.List;
import nexus.api.CommandResult.Rejected;
import nexus.api.contact.Channel;
import nexus.api.contact.ContactCommand.ChangeConsent;
import nexus.api.contact.ContactId;
import nexus.api.identity.Role;
import nexus.command.campaign.Engagement.Sent;
import nexus.command.campaign.LinkTokens.Kind;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets recipients say that they want no more of this, without logging in: with one click of their
 * mail program (RFC 8058), of theirs on the page behind the link, or with a word to whoever
 * delivers.
 *
 * <p>Whoever says so is off the queue of every campaign when they are answered, and their consent
 * is withdrawn; so is that of every contact with the same address.
 */
@Component
class Unsubscribing {

    private static final String PAGE =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
            <title>Unsubscribe</title></head>
            <body style="font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:4em auto;padding:0 1em">
            %s</body></html>
            """;

    private static final String QUESTION =
            PAGE.formatted(
                    """
                    <h1>Unsubscribe</h1><p>Do you want to get no more of these messages?</p>
                    <form method="post"><button type="submit">Unsubscribe</button></form>
                    """);

    private static final String DONE =
            PAGE.formatted("<h1>Unsubscribed</h1><p>You will get no more of these messages.</p>\n");

    private static final String DONE_JSON = "{\"unsubscribed\":true}";

    private final LinkTokens tokens;
    private final Engagement engagement;
    private final Commands commands;
    private final CommandEndpoint endpoint;
    private final TransactionTemplate transactions;

    Unsubscribing(
            LinkTokens tokens,
            Engagement engagement,
            Commands commands,
            CommandEndpoint endpoint,
            TransactionTemplate transactions) {
        this.tokens = tokens;
        this.engagement = engagement;
        this.commands = commands;
        this.endpoint = endpoint;
        this.transactions = transactions;
    }

    /** The page behind the link. It changes nothing: mail programs look at links in advance. */
    ResponseEntity<String> ask(String token) {
        read(token);
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(QUESTION);
    }

    /** Unsubscribes whoever a message was sent to. */
    ResponseEntity<String> unsubscribe(String token, @Nullable String accept) {
        withdraw(read(token), endpoint.correlationId());
        var isPerson = accept != null && accept.contains("text/html");
        return ResponseEntity.ok()
                .contentType(isPerson ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON)
                .body(isPerson ? DONE : DONE_JSON);
    }

    private Sent read(String token) {
        return tokens.read(token)
                .filter(link -> link.kind() == Kind.UNSUBSCRIBE)
                .flatMap(link -> engagement.find(link.campaignId(), link.contactId()))
                .orElseThrow(() -> Refused.notFound(token));
    }

    /** Takes in what a recipient has told whoever delivers instead of us. */
    void optedOut(Claim claim, Delivery delivery) {
        withdraw(
                new Sent(
                        claim.campaignId(),
                        delivery.contactId(),
                        claim.organizationId(),
                        delivery.channel(),
                        delivery.address()),
                claim.campaignId().value());
    }

    private void withdraw(Sent sent, String correlationId) {
        var contacts = engagement.sharing(sent);
        var context = context(sent, correlationId);
        Runnable besides =
                () -> {
                    engagement.skip(sent, contacts, "unsubscribed");
                    engagement.unsubscribed(sent);
                };
        var withdrawals =
                contacts.stream()
                        .map(contact -> new Part(withdrawal(contact, sent), context))
                        .toList();
        if (!together(withdrawals, besides)) {
            // their organization takes no commands, say: then each by itself, and the ledger and
            // the address in any case
            var refused =
                    withdrawals.stream()
                            .filter(part -> !together(List.of(part), () -> {}))
                            .toList();
            transactions.executeWithoutResult(
                    _ -> {
                        besides.run();
                        if (!refused.isEmpty()) {
                            engagement.suppress(sent, "unsubscribed");
                        }
                    });
        }
    }

    private boolean together(List<Part> parts, Runnable besides) {
        return !parts.isEmpty()
                && commands.sendAllOrNothing(parts, besides).stream()
                        .noneMatch(Rejected.class::isInstance);
    }

    private static ChangeConsent withdrawal(String contact, Sent sent) {
        var channel =
                switch (sent.channel()) {
                    case EMAIL -> Channel.EMAIL;
                    case SMS -> Channel.SMS;
                };
        return new ChangeConsent(new ContactId(contact), channel, false, null);
    }

    /** Nobody is logged in: it is the recipient's own doing, by the link that only they have. */
    private static CommandContext context(Sent sent, String correlationId) {
        var recipient =
                new Actor(
                        Actor.Kind.SYSTEM,
                        sent.contactId(),
                        "Recipient",
                        sent.organizationId(),
                        Role.OWNER);
        return CommandContext.of(recipient, correlationId);
    }
}
