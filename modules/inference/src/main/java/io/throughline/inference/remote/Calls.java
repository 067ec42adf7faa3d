package io.throughline.inference.remote;

import java.util.function.Supplier;

/**
 * Makes calls to a server that may fail, again where that may help, and not at all for a while when
 * it keeps failing. Thread-safe.
 */
public interface Calls {

  /**
   * @throws RemoteServerException as the last try did, or because none is made
   */
  <T> T call(Supplier<T> call);

  /** One try. */
  static Calls once() {
    return new Calls() {
      @Override
      public <T> T call(Supplier<T> call) {
        return call.get();
      }
    };
  }
}
