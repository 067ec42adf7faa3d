package io.throughline.upload.store.s3;

import static io.throughline.upload.store.s3.S3Failure.told;

import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.store.StorageKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket. An object longer than a part is sent part by part as it arrives; an upload
 * in progress holds one part in memory, and S3's limit of 10,000 parts makes 78 GiB the largest
 * object.
 */
public final class S3ObjectStorage implements ObjectStorage, AutoCloseable {

  /** Bytes of a part; S3's minimum is 5 MiB. */
  private static final int PART = 8 * 1024 * 1024;

  private final S3Client s3;
  private final String bucket;
  private final Path copies;
  private final int partSize;

  /**
   * Does not talk to the store yet.
   *
   * @param copies directory for local copies, of this process alone; made if it does not exist, and
   *     what an earlier process left in it is deleted
   */
  public S3ObjectStorage(S3Settings settings, Path copies) throws IOException {
    this(settings, copies, PART);
  }

  S3ObjectStorage(S3Settings settings, Path copies, int partSize) throws IOException {
    this.s3 = S3Connection.open(settings);
    this.bucket = settings.bucket();
    this.copies = copies;
    this.partSize = partSize;
    Files.createDirectories(
        copies, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Stream<Path> left = Files.list(copies)) {
      for (Path copy : left.toList()) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /**
   * Gives up what servers that died left half sent.
   *
   * @param before uploads begun since then are kept: another node may be at them
   * @return how many were given up
   */
  public int deleteStale(Instant before) throws IOException {
    return told(
        "",
        () -> {
          List<software.amazon.awssdk.services.s3.model.MultipartUpload> stale =
              s3.listMultipartUploadsPaginator(b -> b.bucket(bucket)).uploads().stream()
                  .filter(upload -> upload.initiated().isBefore(before))
                  .toList();
          stale.forEach(
              upload ->
                  s3.abortMultipartUpload(
                      b -> b.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
          return stale.size();
        });
  }

  @Override
  public String system() {
    return "s3";
  }

  @Override
  public long put(String key, InputStream content) throws IOException {
    String checked = new StorageKey(key).value();
    Part part = new Part(partSize);
    part.fill(content);
    if (part.isLast()) {
      told(key, () -> s3.putObject(b -> b.bucket(bucket).key(checked), part.body()));
      return part.size();
    }
    return MultipartUpload.begin(s3, bucket, checked).send(part, content);
  }

  @Override
  public InputStream get(String key) throws IOException {
    return open(key);
  }

  private S3Content open(String key) throws IOException {
    String checked = new StorageKey(key).value();
    return told(key, () -> new S3Content(s3.getObject(b -> b.bucket(bucket).key(checked))));
  }

  @Override
  public LocalCopy download(String key) throws IOException {
    try (S3Content content = open(key)) {
      Path copy = Files.createTempFile(copies, null, null);
      try {
        Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
      return new TemporaryCopy(copy);
    }
  }

  @Override
  public void delete(String key) throws IOException {
    String checked = new StorageKey(key).value();
    told(key, () -> s3.deleteObject(b -> b.bucket(bucket).key(checked)));
  }

  @Override
  public Stream<StoredObject> list(String prefix) throws IOException {
    S3Pages pages =
        new S3Pages(s3.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(prefix)).iterator());
    return pages.objects().map(S3ObjectStorage::describe);
  }

  private static StoredObject describe(S3Object object) {
    return new StoredObject(object.key(), object.size(), object.lastModified());
  }

  @Override
  public void close() {
    s3.close();
  }

  private record TemporaryCopy(Path path) implements LocalCopy {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }
}
