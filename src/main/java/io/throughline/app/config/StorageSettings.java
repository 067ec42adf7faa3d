package io.throughline.app.config;

import io.throughline.job.control.JobSettings;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import io.throughline.upload.store.s3.S3ObjectStorage;
import io.throughline.upload.store.s3.S3Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses where objects are kept: files of this server, or a bucket that servers share. */
@Dependent
class StorageSettings {

  private static final Logger LOG = Logger.getLogger(StorageSettings.class.getName());

  /** No upload takes longer; other nodes may be at younger ones. */
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  @Inject JobSettings jobs;

  @Inject
  @ConfigProperty(name = "throughline.storage", defaultValue = "file")
  String kind;

  @Inject
  @ConfigProperty(name = "throughline.s3.endpoint")
  Optional<URI> endpoint;

  @Inject
  @ConfigProperty(name = "throughline.s3.bucket", defaultValue = "throughline")
  String bucket;

  @Inject
  @ConfigProperty(name = "throughline.s3.region", defaultValue = "us-east-1")
  String region;

  @Inject
  @ConfigProperty(name = "throughline.s3.access-key")
  Optional<String> accessKey;

  @Inject
  @ConfigProperty(name = "throughline.s3.secret-key")
  Optional<String> secretKey;

  /**
   * Opens the store and clears what a server that died left half written. A bucket that does not
   * answer now is no error: the server is not ready until it does.
   *
   * @param data where the server keeps its files
   */
  ObjectStorage open(Path data, Instant now) throws IOException {
    return switch (kind) {
      case "file" -> files(data, now);
      case "s3" -> s3(data, now);
      default ->
          throw new IllegalArgumentException("THROUGHLINE_STORAGE must be file or s3, not " + kind);
    };
  }

  private ObjectStorage files(Path data, Instant now) throws IOException {
    FileObjectStorage files = new FileObjectStorage(data.resolve("objects"));
    if (jobs.onlyNode()) {
      files.deleteStale(now);
    } else {
      files.deleteStale(now.minus(LONGEST_UPLOAD));
      LOG.warning(
          "objects are kept in this node's files: other nodes on this database cannot read them"
              + " unless they share the directory; see THROUGHLINE_STORAGE");
    }
    return files;
  }

  private ObjectStorage s3(Path data, Instant now) throws IOException {
    S3ObjectStorage bucketStorage =
        new S3ObjectStorage(
            new S3Settings(endpoint, bucket, region, credentials()), data.resolve("copies"));
    try {
      bucketStorage.deleteStale(now.minus(LONGEST_UPLOAD));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "the object store does not answer; not ready until it does",
          LoggedFailure.of(e));
    }
    return bucketStorage;
  }

  private Optional<S3Settings.Credentials> credentials() {
    if (accessKey.isPresent() != secretKey.isPresent()) {
      throw new IllegalArgumentException(
          "THROUGHLINE_S3_ACCESS_KEY and THROUGHLINE_S3_SECRET_KEY go together: set both or none");
    }
    return accessKey.map(key -> new S3Settings.Credentials(key, secretKey.get()));
  }
}
