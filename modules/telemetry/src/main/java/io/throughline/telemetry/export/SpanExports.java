package io.throughline.telemetry.export;

import java.util.List;
import java.util.stream.Stream;

/** The exporters of this application and what became of the spans they were given. Thread-safe. */
public final class SpanExports {

  private static final SpanExports SHARED = new SpanExports();

  private volatile List<SpanAccount> accounts = List.of();

  private final SpanAccount store = new SpanAccount("store");

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

  /** The account of the server's own span store. */
  public SpanAccount store() {
    return store;
  }

  /** The store's account and those of the exporters. */
  public List<SpanAccount> all() {
    return Stream.concat(Stream.of(store), accounts.stream()).toList();
  }

  void opened(List<SpanAccount> opened) {
    accounts = List.copyOf(opened);
  }
}
