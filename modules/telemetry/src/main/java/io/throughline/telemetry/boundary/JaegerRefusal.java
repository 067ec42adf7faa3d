package io.throughline.telemetry.boundary;

/** A request to Jaeger's query API that cannot be answered, in the shape that its clients read. */
public final class JaegerRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean v3;

  private JaegerRefusal(int status, String message, boolean v3) {
    super(message);
    this.status = status;
    this.v3 = v3;
  }

  static JaegerRefusal malformed(String parameter, String reason) {
    return new JaegerRefusal(400, "unable to parse param '" + parameter + "': " + reason, false);
  }

  static JaegerRefusal notFound() {
    return new JaegerRefusal(404, "trace not found", false);
  }

  JaegerRefusal asV3() {
    return new JaegerRefusal(status, getMessage(), true);
  }

  int status() {
    return status;
  }

  boolean isV3() {
    return v3;
  }
}
