package nexus.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key pair (P-256) by which access tokens are signed and known to be genuine. Whoever only
 * answers questions needs only the public half.
 */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final byte[] PROBE = {1, 2, 3};

    private final ECKey key;

    private SigningKey(ECKey key) {
        this.key = key;
    }

    /** Both halves where there are both. */
    ECKey key() {
        return key;
    }

    /**
     * A secret of its own for one purpose, the same on all nodes that share this key. Whoever knows
     * it knows nothing of the key or of the secrets for other purposes.
     *
     * @throws IllegalStateException if this node has only the public half
     */
    public byte[] secretFor(String purpose) {
        if (key.getD() == null) {
            throw new IllegalStateException("This node has no key to derive secrets from");
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getD().decode(), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /** The half that everybody may know. */
    public ECKey publicKey() {
        return key.toPublicJWK();
    }

    /**
     * Reads a key in PEM form: a block {@code PUBLIC KEY} (X.509) and, in order to sign, a block
     * {@code PRIVATE KEY} (PKCS #8).
     *
     * @throws IllegalArgumentException if it is no such key, or the halves do not belong together
     */
    public static SigningKey of(String pem) {
        try {
            var keys = KeyFactory.getInstance("EC");
            var publicBytes = block(PUBLIC, pem);
            if (publicBytes == null) {
                throw new IllegalArgumentException("The signing key has no PUBLIC KEY block");
            }
            var publicKey = (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(publicBytes));
            var key = new ECKey.Builder(Curve.P_256, publicKey).keyIDFromThumbprint();
            var privateBytes = block(PRIVATE, pem);
            if (privateBytes != null) {
                var privateKey =
                        (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(privateBytes));
                requirePair(privateKey, publicKey);
                key.privateKey(privateKey);
            }
            return new SigningKey(key.build());
        } catch (GeneralSecurityException | JOSEException | IllegalStateException e) {
            throw new IllegalArgumentException("The signing key is no P-256 key in PEM form", e);
        }
    }

    /** Reads the key that is kept there; the first to come makes it, whoever else comes with it. */
    public static SigningKey keptIn(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return of(Files.readString(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The signing key cannot be kept in " + file, e);
        }
    }

    /** A link to a finished file appears at once and never replaces another. */
    private static void make(Path file) throws IOException, GeneralSecurityException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file in a folder");
        }
        Files.createDirectories(folder);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, "signing-key", ".tmp", ownerOnly);
        try {
            Files.writeString(draft, newPair());
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // somebody else was first: theirs it is
        } finally {
            Files.delete(draft);
        }
    }

    private static String newPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        return pem(PRIVATE, pair.getPrivate().getEncoded())
                + pem(PUBLIC, pair.getPublic().getEncoded());
    }

    private static String pem(String type, byte[] bytes) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, text);
    }

    private static byte @Nullable [] block(String type, String pem) {
        var match =
                Pattern.compile(
                                "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----"
                                        .formatted(type))
                        .matcher(pem);
        return match.find() ? Base64.getMimeDecoder().decode(match.group(1)) : null;
    }

    private static void requirePair(ECPrivateKey privateKey, ECPublicKey publicKey)
            throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(privateKey);
        signature.update(PROBE);
        var signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new IllegalArgumentException("The two halves of the signing key do not match");
        }
    }
}
