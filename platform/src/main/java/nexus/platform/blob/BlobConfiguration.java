package nexus.platform.blob;

import java.net.URI;
import java.nio.file.Path;
import nexus.platform.blob.S3Blobs.Bucket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which store keeps the bytes of files: {@code nexus.blobs.store} is folder or s3. */
@Configuration(proxyBeanMethods = false)
class BlobConfiguration {

    private final Path folder;

    /**
     * Says where files are.
     *
     * @param given the folder, if it is another than {@code blobs} below that of the engine
     */
    BlobConfiguration(
            @Value("${nexus.blobs.folder:}") String given, @Value("${nexus.data:data}") Path data) {
        this.folder = (given.isBlank() ? data.resolve("blobs") : Path.of(given)).toAbsolutePath();
    }

    /** Below the folder of those that stay, so that they need only be moved. */
    @Bean
    Incoming incoming() {
        return new Incoming(folder.resolve("incoming"));
    }

    @Bean
    @ConditionalOnProperty(
            name = "nexus.blobs.store",
            havingValue = "folder",
            matchIfMissing = true)
    BlobStore folderBlobs() {
        return new FolderBlobs(folder);
    }

    /**
     * An object store.
     *
     * @param endpoint empty for Amazon's own
     * @param accessKey empty for whatever the machine is allowed to, as Amazon's own has it
     */
    @Bean
    @ConditionalOnProperty(name = "nexus.blobs.store", havingValue = "s3")
    BlobStore s3Blobs(
            @Value("${nexus.blobs.s3.endpoint:}") String endpoint,
            @Value("${nexus.blobs.s3.region:us-east-1}") String region,
            @Value("${nexus.blobs.s3.bucket}") String bucket,
            @Value("${nexus.blobs.s3.prefix:}") String prefix,
            @Value("${nexus.blobs.s3.access-key:}") String accessKey,
            @Value("${nexus.blobs.s3.secret-key:}") String secretKey) {
        return new S3Blobs(
                S3Blobs.client(
                        endpoint.isBlank() ? null : URI.create(endpoint),
                        region,
                        accessKey,
                        secretKey),
                new Bucket(bucket, prefix));
    }
}
