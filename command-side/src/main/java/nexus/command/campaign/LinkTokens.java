package nexus.command.campaign;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nexus.api.campaign.CampaignId;
import nexus.api.contact.ContactId;
import nexus.platform.security.SigningKey;
import org.springframework.stereotype.Component;

/**
 * Signed names for what recipients do with a message: 64 characters that say which message, what
 * was done, and that it was us who wrote them. They never say where to: a link leads to wherever
 * the campaign's content says that its number leads.
 */
@Component
class LinkTokens {

    private static final int SIGNED = 1 + 16 + 16 + 2;
    private static final int SIGNATURE = 13;
    private static final int LENGTH = (SIGNED + SIGNATURE) * 4 / 3;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    LinkTokens(SigningKey key) {
        secret = new SecretKeySpec(key.secretFor("campaign links"), ALGORITHM);
    }

    /** What a token stands for. */
    enum Kind {
        /** The message itself, by which providers speak of it. */
        MESSAGE('m'),
        OPEN('o'),
        CLICK('c'),
        UNSUBSCRIBE('u');

        private final byte code;

        Kind(char letter) {
            code = (byte) letter;
        }

        static Kind of(byte code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(); // it was signed
        }
    }

    /**
     * Something about a message.
     *
     * @param number of the link, counted from 0 in the order of the content
     */
    record Link(Kind kind, String campaignId, String contactId, int number) {}

    String of(Kind kind, String campaignId, String contactId, int number) {
        var bytes = ByteBuffer.allocate(SIGNED + SIGNATURE);
        bytes.put(kind.code);
        put(bytes, campaignId);
        put(bytes, contactId);
        bytes.putShort((short) number);
        bytes.put(signature(bytes.array()));
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    /** What a token stands for; empty if it was not made here. */
    Optional<Link> read(String token) {
        if (token.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        var given = Arrays.copyOfRange(bytes, SIGNED, SIGNED + SIGNATURE);
        if (!MessageDigest.isEqual(given, signature(bytes))) {
            return Optional.empty();
        }
        var from = ByteBuffer.wrap(bytes);
        return Optional.of(
                new Link(
                        Kind.of(from.get()),
                        id(CampaignId.PREFIX, from),
                        id(ContactId.PREFIX, from),
                        from.getShort()));
    }

    private byte[] signature(byte[] bytes) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(bytes, 0, SIGNED);
            return Arrays.copyOf(mac.doFinal(), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    private static void put(ByteBuffer bytes, String id) {
        var uuid = UUID.fromString(id.substring(id.indexOf('-') + 1));
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }

    private static String id(String prefix, ByteBuffer from) {
        return prefix + "-" + new UUID(from.getLong(), from.getLong());
    }
}
