package io.throughline.upload.store.s3;

import java.net.URI;
import java.util.Optional;

/**
 * Where the bucket is and who may use it.
 *
 * @param endpoint address of a server that is not AWS; its buckets are addressed by path
 * @param bucket exists already
 * @param region named in signatures; servers other than AWS mostly take any
 * @param credentials empty for the SDK's own search: environment, container, instance
 */
public record S3Settings(
    Optional<URI> endpoint, String bucket, String region, Optional<Credentials> credentials) {

  /** A key pair. Its text form does not tell the secret. */
  public record Credentials(String accessKey, String secretKey) {

    @Override
    public String toString() {
      return "Credentials[accessKey=" + accessKey + "]";
    }
  }
}
