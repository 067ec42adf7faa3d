package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.UrlReceiver;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * Fetches files over HTTP/1.1 (RFC 9112) from servers that are not trusted. What is connected to is
 * exactly the addresses that were checked, so a name that changes its address meanwhile (DNS
 * rebinding) gains nothing. The body is streamed into the store as it was sent, never unpacked.
 */
public final class GuardedUrlReceiver implements UrlReceiver {

  private final Telemetry telemetry;
  private final UploadLimits limits;
  private final MediaIntake intake;
  private final UrlHops hops;
  private final LongSupplier nanoTime;

  /**
   * @param storage where files go; traced already where wanted
   */
  public GuardedUrlReceiver(
      ObjectStorage storage, Telemetry telemetry, UploadLimits limits, UrlPolicy policy) {
    this(
        telemetry,
        limits,
        new MediaIntake(storage, () -> UUID.randomUUID().toString()),
        new UrlHops(
            new UrlGuard(policy, HostResolver.system()),
            new UrlConnector(policy, DownloadSockets.INTERRUPTIBLE, SSLContexts.createDefault()),
            telemetry,
            policy.maxRedirects()),
        System::nanoTime);
  }

  GuardedUrlReceiver(
      Telemetry telemetry,
      UploadLimits limits,
      MediaIntake intake,
      UrlHops hops,
      LongSupplier nanoTime) {
    this.telemetry = telemetry;
    this.limits = limits;
    this.intake = intake;
    this.hops = hops;
    this.nanoTime = nanoTime;
  }

  @Override
  public Upload receive(URI url) throws MediaRejectedException, IOException, InterruptedException {
    SpanSpec spec = SpanSpec.internal("audio.validate_and_save");
    try {
      return telemetry.<Upload, Exception>inSpan(spec, span -> download(url, span));
    } catch (MediaRejectedException | IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Upload download(URI url, ActiveSpan span)
      throws MediaRejectedException, IOException, InterruptedException {
    try (DownloadSockets sockets = hops.sockets()) {
      try {
        return save(hops.follow(url, sockets), span);
      } catch (StorageFullException e) {
        throw e;
      } catch (MediaRejectedException | IOException | CancellationException e) {
        // whatever broke, it broke because of these
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (sockets.isExpired()) {
          throw BodyOrigin.URL.overtime();
        }
        throw e;
      }
    }
  }

  private Upload save(ClassicHttpResponse response, ActiveSpan span)
      throws MediaRejectedException, IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      throw new MediaRejectedException(Reason.EMPTY_FILE, "url", "The file is empty");
    }
    for (Header encoding : response.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
      if (!encoding.getValue().strip().equalsIgnoreCase("identity")) {
        throw new MediaRejectedException(
            Reason.UNSUPPORTED_MEDIA_TYPE, "url", "The file was sent compressed");
      }
    }
    long length = entity.getContentLength();
    if (length > limits.maxBytes()) {
      throw BodyOrigin.URL.tooLarge(limits);
    }
    MeteredBody body =
        new MeteredBody(
            new InterruptibleBody(entity.getContent()),
            length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
            limits,
            nanoTime,
            BodyOrigin.URL);
    try {
      return intake.save("url", body, span);
    } catch (IOException e) {
      body.throwFailure();
      throw e;
    }
  }
}
