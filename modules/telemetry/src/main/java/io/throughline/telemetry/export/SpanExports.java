package io.throughline.telemetry.export;

import java.util.List;

/** The exporters of this application and what became of the spans they were given. Thread-safe. */
public final class SpanExports {

  private static final SpanExports SHARED = new SpanExports();

  private volatile List<SpanAccount> accounts = List.of();

  SpanExports() {}

  /**
   * The exporters of this application. The SDK is built outside CDI, hence one instance per class
   * loader.
   */
  public static SpanExports shared() {
    return SHARED;
  }

  /** One account for each exporter; none when spans go nowhere but to the server's own store. */
  public List<SpanAccount> accounts() {
    return accounts;
  }

  void opened(List<SpanAccount> opened) {
    accounts = List.copyOf(opened);
  }
}
