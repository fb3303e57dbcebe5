package nexus.platform.blob;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Bytes in an object store that speaks S3: Amazon's, or any other that is reached under an address
 * of its own. An object is there whole or not at all.
 */
final class S3Blobs implements BlobStore, DisposableBean {

    private final S3Client s3;
    private final Bucket bucket;

    /**
     * Where in the store.
     *
     * @param prefix before all keys: {@code nexus/}
     */
    record Bucket(String name, String prefix) {

        String keyOf(BlobKey key) {
            return prefix + key.organizationId() + "/" + key.blobId();
        }
    }

    S3Blobs(S3Client s3, Bucket bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Buckets go into the path where the store has an address of its own: most know no other way.
     */
    static S3Client client(
            @Nullable URI endpoint, String region, String accessKey, String secretKey) {
        var builder =
                S3Client.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(Duration.ofSeconds(5))
                                        .socketTimeout(Duration.ofSeconds(30)))
                        .region(Region.of(region))
                        .credentialsProvider(credentials(accessKey, secretKey))
                        .forcePathStyle(endpoint != null)
                        // what not every store understands that is not Amazon's own
                        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    private static AwsCredentialsProvider credentials(String accessKey, String secretKey) {
        return accessKey.isBlank()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKey, secretKey));
    }

    @Override
    public void put(BlobKey key, Path file) throws IOException {
        try {
            s3.putObject(
                    request -> request.bucket(bucket.name()).key(bucket.keyOf(key)),
                    RequestBody.fromFile(file));
        } catch (SdkException e) {
            throw away(e);
        }
    }

    @Override
    public InputStream open(BlobKey key, long from, long most) throws IOException {
        try {
            return s3.getObject(
                    request -> {
                        request.bucket(bucket.name()).key(bucket.keyOf(key));
                        if (from > 0 || most < Long.MAX_VALUE) {
                            request.range(range(from, most));
                        }
                    });
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(bucket.keyOf(key));
        } catch (SdkException e) {
            throw away(e);
        }
    }

    private static String range(long from, long most) {
        return "bytes="
                + from
                + "-"
                + (most > Long.MAX_VALUE - from ? "" : Long.toString(from + most - 1));
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        try {
            s3.deleteObject(request -> request.bucket(bucket.name()).key(bucket.keyOf(key)));
        } catch (SdkException e) {
            throw away(e);
        }
    }

    private static IOException away(SdkException e) {
        return new IOException("The object store does not do it: " + e.getMessage(), e);
    }

    @Override
    public void destroy() {
        s3.close();
    }
}
