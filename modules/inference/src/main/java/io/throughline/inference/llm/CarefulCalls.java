package io.throughline.inference.llm;

import io.throughline.telemetry.api.OutageLog;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** {@link Calls} by {@link FaultTolerantCalls}; an outage is in the log once. Thread-safe. */
final class CarefulCalls implements Calls {

  private static final Logger LOG = Logger.getLogger(CarefulCalls.class.getName());

  /** Runs a call as often as it takes. */
  private interface Tries {
    <T> T run(Supplier<T> call);
  }

  private final String what;
  private final Tries tries;
  private final OutageLog outages;

  private CarefulCalls(String what, String server, Tries tries, Clock clock) {
    this.what = what;
    this.tries = tries;
    this.outages = new OutageLog(LOG, server, clock);
  }

  static Calls chat(FaultTolerantCalls tolerant, Clock clock) {
    return new CarefulCalls(
        "completing chats", "the language model's server", tolerant::chat, clock);
  }

  static Calls embeddings(FaultTolerantCalls tolerant, Clock clock) {
    return new CarefulCalls(
        "embedding texts", "the embeddings server", tolerant::embeddings, clock);
  }

  @Override
  public <T> T call(Supplier<T> call) {
    try {
      T result = tries.run(call);
      outages.worked(what);
      return result;
    } catch (LanguageServerException e) {
      if (!e.isRefusal()) {
        outages.failed(what, e);
      }
      throw e;
    } catch (CircuitBreakerOpenException e) {
      throw LanguageServerException.suspended(e);
    }
  }
}
