package io.throughline.upload.store.s3;

import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.api.StorageUnreachableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Says what the SDK's exceptions mean to a user of object storage; keys are not in the messages.
 */
final class S3Failure {

  private static final int INSUFFICIENT_STORAGE = 507;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** S3 itself is never full; these are what MinIO and Ceph answer. */
  private static final Set<String> FULL =
      Set.of("XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded");

  private S3Failure() {}

  /** A call to the store. */
  interface Call<T> {
    T run() throws IOException;
  }

  /** Runs {@code call}; what the SDK throws comes out as an {@link IOException}. */
  static <T> T told(String key, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(key);
    } catch (AwsServiceException e) {
      throw answered(e);
    } catch (AbortedException e) {
      InterruptedIOException interrupted = new InterruptedIOException();
      interrupted.initCause(e);
      throw interrupted;
    } catch (SdkException e) {
      throw new StorageUnreachableException("The object store cannot be reached", e);
    }
  }

  private static IOException answered(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    if (e.statusCode() == INSUFFICIENT_STORAGE || FULL.contains(code)) {
      return new StorageFullException("The object store is full: nothing was stored", e);
    }
    if (e.statusCode() >= SERVER_ERROR || e.statusCode() == TOO_MANY_REQUESTS) {
      return new StorageUnreachableException("The object store is not available", e);
    }
    return new IOException(
        "The object store refused a request with status " + e.statusCode() + " " + code, e);
  }
}
