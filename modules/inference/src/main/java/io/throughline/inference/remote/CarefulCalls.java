package io.throughline.inference.remote;

import io.throughline.telemetry.api.OutageLog;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** {@link Calls} by {@link FaultTolerantCalls}; an outage is in the log once. Thread-safe. */
public final class CarefulCalls implements Calls {

  private static final Logger LOG = Logger.getLogger(CarefulCalls.class.getName());

  /** Runs a call as often as it takes. */
  private interface Tries {
    <T> T run(Supplier<T> call);
  }

  private final String what;
  private final ServerFailures failures;
  private final Tries tries;
  private final OutageLog outages;

  private CarefulCalls(String what, ServerFailures failures, Tries tries, Clock clock) {
    this.what = what;
    this.failures = failures;
    this.tries = tries;
    this.outages = new OutageLog(LOG, failures.server(), clock);
  }

  /** For the server of chat completions. */
  public static Calls chat(FaultTolerantCalls tolerant, ServerFailures failures, Clock clock) {
    return new CarefulCalls("completing chats", failures, tolerant::chat, clock);
  }

  /** For the server of embeddings. */
  public static Calls embeddings(
      FaultTolerantCalls tolerant, ServerFailures failures, Clock clock) {
    return new CarefulCalls("embedding texts", failures, tolerant::embeddings, clock);
  }

  /** For the server that works on pictures. */
  public static Calls pictures(FaultTolerantCalls tolerant, ServerFailures failures, Clock clock) {
    return new CarefulCalls("working on pictures", failures, tolerant::pictures, clock);
  }

  @Override
  public <T> T call(Supplier<T> call) {
    try {
      T result = tries.run(call);
      outages.worked(what);
      return result;
    } catch (RemoteServerException e) {
      if (!e.isRefusal()) {
        outages.failed(what, e);
      }
      throw e;
    } catch (CircuitBreakerOpenException e) {
      throw failures.suspended(e);
    }
  }
}
