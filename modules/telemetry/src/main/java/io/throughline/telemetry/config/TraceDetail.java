package io.throughline.telemetry.config;

import java.util.Locale;
import java.util.Optional;

/** How much of a request its trace shows. */
public enum TraceDetail {
  /** No SQL and nothing of the GPU. */
  REQUEST,
  /** Everything but single kernels. */
  DEFAULT,
  /** Each kernel too. */
  GPU;

  private static final String GPU_SPANS = "gpu.";
  private static final String KERNEL_SPANS = "gpu.kernel";

  static Optional<TraceDetail> named(String name) {
    for (TraceDetail detail : values()) {
      if (detail.settingName().equals(name)) {
        return Optional.of(detail);
      }
    }
    return Optional.empty();
  }

  /** As it is written in settings. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a span belongs to a trace of this detail.
   *
   * @param sql true for the span of a database statement
   */
  public boolean shows(String spanName, boolean sql) {
    return switch (this) {
      case REQUEST -> !sql && !spanName.startsWith(GPU_SPANS);
      case DEFAULT -> !spanName.startsWith(KERNEL_SPANS);
      case GPU -> true;
    };
  }

  /** The more detailed of the two. */
  public TraceDetail or(TraceDetail other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
