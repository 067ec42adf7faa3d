package io.throughline.app.it;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The protocol's own client as a process that can be killed. It prints the upload's address, sends
 * the file up to a point and then waits for ever.
 */
final class TusClientProgram {

  private TusClientProgram() {}

  /** Arguments: where uploads are created, the file, how many bytes to send. */
  public static void main(String... arguments) throws Exception {
    TusClient client = new TusClient();
    client.setUploadCreationURL(URI.create(arguments[0]).toURL());
    Path file = Path.of(arguments[1]);
    try (InputStream content = Files.newInputStream(file)) {
      TusUploader uploader = client.createUpload(upload(file, content));
      System.out.println(uploader.getUploadURL());
      send(client, file, uploader.getUploadURL(), Integer.parseInt(arguments[2]));
    }
  }

  private static void send(TusClient client, Path file, java.net.URL address, int bytes)
      throws Exception {
    try (InputStream content = Files.newInputStream(file)) {
      TusUpload upload = upload(file, stopping(content, bytes));
      all(client.beginOrResumeUploadFromURL(upload, address), (int) Files.size(file));
    }
  }

  /** Continues an upload to its end in this process. */
  static void resume(URI address, Path file) throws Exception {
    try (InputStream content = Files.newInputStream(file)) {
      all(
          new TusClient().beginOrResumeUploadFromURL(upload(file, content), address.toURL()),
          (int) Files.size(file));
    }
  }

  private static void all(TusUploader uploader, int size) throws Exception {
    uploader.setChunkSize(64 * 1024);
    uploader.setRequestPayloadSize(size);
    for (int sent = uploader.uploadChunk(); sent >= 0; sent = uploader.uploadChunk()) {
      continue;
    }
    uploader.finish();
  }

  private static TusUpload upload(Path file, InputStream content) throws IOException {
    TusUpload upload = new TusUpload();
    upload.setInputStream(content);
    upload.setSize(Files.size(file));
    return upload;
  }

  private static InputStream stopping(InputStream content, int bytes) {
    return new FilterInputStream(content) {
      private int left = bytes;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
          waitForEver();
        }
        int n = super.read(buffer, offset, Math.min(left, length));
        left -= n;
        return n;
      }
    };
  }

  private static void waitForEver() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
