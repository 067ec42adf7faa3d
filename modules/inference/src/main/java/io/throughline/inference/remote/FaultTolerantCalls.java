package io.throughline.inference.remote;

import io.throughline.inference.remote.RemoteServerException.Late;
import io.throughline.inference.remote.RemoteServerException.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Tries by MicroProfile Fault Tolerance: three at most, and none for ten seconds when most of the
 * last ones failed. How long a try may take is up to the call, which knows how much time is left.
 */
@ApplicationScoped
public class FaultTolerantCalls {

  /** For the server of chat completions. */
  @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = Unavailable.class)
  @CircuitBreaker(
      requestVolumeThreshold = 10,
      failureRatio = 0.6,
      delay = 10_000,
      failOn = {Unavailable.class, Late.class})
  public <T> T chat(Supplier<T> call) {
    return call.get();
  }

  /** For the server that works on pictures. */
  @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = Unavailable.class)
  @CircuitBreaker(
      requestVolumeThreshold = 10,
      failureRatio = 0.6,
      delay = 10_000,
      failOn = {Unavailable.class, Late.class})
  public <T> T pictures(Supplier<T> call) {
    return call.get();
  }

  /** For the server of embeddings, which may be another one. */
  @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = Unavailable.class)
  @CircuitBreaker(
      requestVolumeThreshold = 10,
      failureRatio = 0.6,
      delay = 10_000,
      failOn = {Unavailable.class, Late.class})
  public <T> T embeddings(Supplier<T> call) {
    return call.get();
  }
}
