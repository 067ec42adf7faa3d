package io.throughline.upload.store.s3;

import io.throughline.testing.server.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The S3 server of all tests of a JVM, which ends with it. */
final class SharedS3 {

  private static S3Server started;

  private SharedS3() {}

  static synchronized S3Server running() throws IOException {
    if (started == null) {
      Path program = Path.of(System.getProperty("throughline.test.s3server"));
      started = S3Server.start(program, Files.createTempDirectory("s3-"));
    }
    return started;
  }

  static S3Settings settings() throws IOException {
    return settings(running().endpoint(), S3Server.BUCKET);
  }

  static S3Settings settings(URI endpoint, String bucket) {
    return new S3Settings(
        Optional.of(endpoint),
        bucket,
        "us-east-1",
        Optional.of(new S3Settings.Credentials("access", "secret")));
  }
}
