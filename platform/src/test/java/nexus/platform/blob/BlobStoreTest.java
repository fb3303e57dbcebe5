package nexus.platform.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import nexus.platform.blob.S3Blobs.Bucket;
import nexus.platform.testing.FakeS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of bytes does, on each that there is. */
class BlobStoreTest {

    private static final BlobKey KEY =
            new BlobKey(
                    "organization-01990000-0000-7000-8000-000000000001",
                    "blob-01990000-0000-7000-8000-00000000000a");
    private static final BlobKey OTHER =
            new BlobKey(
                    "organization-01990000-0000-7000-8000-000000000002",
                    "blob-01990000-0000-7000-8000-00000000000a");

    @TempDir Path folder = Path.of("");
    FakeS3 s3 = start();

    private static FakeS3 start() {
        try {
            return new FakeS3();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void isEmpty() {
        assertThat(s3.keys()).isEmpty();
    }

    @AfterEach
    void end() {
        s3.close();
    }

    private BlobStore store(String kind) {
        return kind.equals("folder")
                ? new FolderBlobs(folder.resolve("blobs"))
                : new S3Blobs(
                        S3Blobs.client(
                                s3.endpoint(), "eu-west-2", FakeS3.ACCESS_KEY, FakeS3.SECRET_KEY),
                        new Bucket(FakeS3.BUCKET, "of-nexus/"));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ""), content);
    }

    private static String read(BlobStore store, BlobKey key, long from, long most)
            throws IOException {
        try (var bytes = store.open(key, from, most)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "s3"})
    void what_was_put_there_is_read_whole_and_in_parts(String kind) throws IOException {
        var store = store(kind);
        store.put(KEY, file("0123456789"));
        assertThat(read(store, KEY, 0, Long.MAX_VALUE)).isEqualTo("0123456789");
        assertThat(read(store, KEY, 3, 4)).isEqualTo("3456");
        assertThat(read(store, KEY, 8, 100)).isEqualTo("89");
        assertThat(read(store, KEY, 4, Long.MAX_VALUE)).isEqualTo("456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "s3"})
    void the_same_id_of_another_organization_is_something_else(String kind) throws IOException {
        var store = store(kind);
        store.put(KEY, file("ours"));
        assertThatThrownBy(() -> store.open(OTHER)).isInstanceOf(NoSuchFileException.class);
        store.put(OTHER, file("theirs"));
        assertThat(read(store, KEY, 0, 100)).isEqualTo("ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "s3"})
    void what_was_deleted_is_gone_and_to_delete_it_again_is_fine(String kind) throws IOException {
        var store = store(kind);
        store.put(KEY, file("gone soon"));
        store.delete(KEY);
        store.delete(KEY);
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void an_object_has_a_key_below_the_prefix_and_its_organization() throws IOException {
        store("s3").put(KEY, file("here"));
        assertThat(s3.keys())
                .containsExactly("of-nexus/" + KEY.organizationId() + "/" + KEY.blobId());
    }

    @Test
    void a_store_that_is_away_is_no_missing_file() throws IOException {
        var store = store("s3");
        var file = file("not today");
        s3.close();
        assertThatThrownBy(() -> store.put(KEY, file))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.open(KEY)).isNotInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "blob-01990000-0000-7000-8000-00000000000a/..",
                "/blob-01990000-0000-7000-8000-00000000000a",
                ""
            })
    void nothing_but_an_id_is_part_of_a_key(String id) {
        assertThatThrownBy(() -> new BlobKey(KEY.organizationId(), id))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobKey(id, KEY.blobId()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
