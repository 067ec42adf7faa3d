package io.throughline.upload.store.s3;

import static io.throughline.upload.store.s3.S3Failure.told;

import io.throughline.telemetry.api.LoggedFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One object that is sent in parts, because its size is not known before its end. It appears whole
 * when the last part has arrived, or not at all.
 */
final class MultipartUpload {

  private static final Logger LOG = Logger.getLogger(MultipartUpload.class.getName());

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final String id;
  private final List<CompletedPart> sent = new ArrayList<>();

  private MultipartUpload(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.id = s3.createMultipartUpload(b -> b.bucket(bucket).key(key)).uploadId();
  }

  static MultipartUpload begin(S3Client s3, String bucket, String key) throws IOException {
    return told(key, () -> new MultipartUpload(s3, bucket, key));
  }

  /**
   * Sends {@code part}, which is filled already, and then the rest of {@code content}.
   *
   * @return bytes of the object
   */
  long send(Part part, InputStream content) throws IOException {
    boolean completed = false;
    try {
      long size = 0;
      while (part.size() > 0) {
        told(key, () -> sent.add(sendNext(part)));
        size += part.size();
        part.fill(content);
      }
      told(key, this::complete);
      completed = true;
      return size;
    } finally {
      if (!completed) {
        abort();
      }
    }
  }

  private CompletedPart sendNext(Part part) {
    int number = sent.size() + 1;
    String tag =
        s3.uploadPart(b -> b.bucket(bucket).key(key).uploadId(id).partNumber(number), part.body())
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private Void complete() {
    s3.completeMultipartUpload(
        b -> b.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(sent)));
    return null;
  }

  /** Also when the thread is interrupted: the parts would cost money until the next start. */
  private void abort() {
    boolean interrupted = Thread.interrupted();
    try {
      s3.abortMultipartUpload(b -> b.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      LOG.log(
          Level.WARNING,
          "parts of an upload that failed stay behind until a later start",
          LoggedFailure.of(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
