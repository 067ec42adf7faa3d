package io.throughline.inference.triton;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.image.PictureSize;
import io.throughline.inference.image.ImageJobType;
import io.throughline.inference.image.ImageWorker;
import io.throughline.inference.remote.Calls;
import io.throughline.inference.remote.ServerUrl;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has an inference server work on pictures, each under a {@code triton.infer} span; kinds of jobs
 * without a model there are done here. Thread-safe.
 */
final class TritonImages implements ImageWorker, AutoCloseable {

  private static final int LARGEST_FACTOR = 4;
  private static final int MOST_BYTES = 1 << 29;
  private static final int HEAD_BYTES = 1 << 16;
  private static final double NANOS_A_MILLISECOND = 1e6;
  private static final int FIRST = 1;

  private final TritonServer server;
  private final TritonClient client;
  private final Calls calls;
  private final ImageWorker here;
  private final PictureSize sizes;
  private final Telemetry telemetry;
  private final Map<String, TritonModel> models = new ConcurrentHashMap<>();

  TritonImages(
      TritonServer server,
      TritonClient client,
      Calls calls,
      ImageWorker here,
      PictureSize sizes,
      Telemetry telemetry) {
    this.server = server;
    this.client = client;
    this.calls = calls;
    this.here = here;
    this.sizes = sizes;
    this.telemetry = telemetry;
  }

  @Override
  public Picture work(ImageJobType type, ImageRequest request, int priority, Progress progress)
      throws Exception {
    String name = server.models().get(type);
    if (name == null) {
      return here.work(type, request, priority, progress);
    }
    long end = System.nanoTime() + server.limit().toNanos();
    TritonModel model = model(name, end);
    Picture made = inferred(model, request, priority, end);
    progress.report(0.9);
    return fitted(model, made, request);
  }

  /** Asked of the server once; a server that changes its model says so by refusing. */
  private TritonModel model(String name, long end) throws EngineException {
    TritonModel known = models.get(name);
    if (known != null) {
      return known;
    }
    SpanSpec spec =
        SpanSpec.internal("model.load").with("ml.model", name).with("engine.id", TritonServer.ID);
    Optional<TritonModel> found =
        telemetry.<Optional<TritonModel>, RuntimeException>inSpan(
            spec, span -> calls.call(() -> client.model(name, left(end))));
    TritonModel model =
        found.orElseThrow(
            () ->
                new EngineException(
                    TritonServer.ID,
                    "the model "
                        + name
                        + " does not take and give one picture of UINT8 or FP32 with three"
                        + " channels, or its server takes no binary tensors"));
    models.put(name, model);
    return model;
  }

  private Picture inferred(TritonModel model, ImageRequest request, int priority, long end)
      throws EngineException {
    Picture picture = request.picture();
    int factor = request.operation() instanceof Upscale ? LARGEST_FACTOR : 1;
    long most =
        HEAD_BYTES
            + model
                .output()
                .size((long) picture.width() * factor, (long) picture.height() * factor);
    if (Math.max(most, model.input().size(picture.width(), picture.height())) > MOST_BYTES) {
      throw new EngineException(
          TritonServer.ID, "the picture is too large for one request to its server");
    }
    SpanSpec spec =
        SpanSpec.client("triton.infer")
            .with("model.name", model.name())
            .with("server.address", server.url().getHost())
            .with("server.port", ServerUrl.port(server.url()));
    return telemetry.<Picture, RuntimeException>inSpan(
        spec,
        span -> {
          long start = System.nanoTime();
          try {
            return calls.call(
                () ->
                    client.infer(
                        model,
                        picture,
                        parameters(request.operation(), priority, left(end)),
                        (int) most,
                        left(end)));
          } finally {
            span.set("inference.duration_ms", (System.nanoTime() - start) / NANOS_A_MILLISECOND);
          }
        });
  }

  /**
   * What was asked for, and hints to the server's queue: how long the request may wait there, and
   * whether it goes first.
   */
  private static Map<String, Object> parameters(
      ImageOperation operation, int priority, Duration limit) {
    Map<String, Object> parameters = new TreeMap<>();
    operation.values().forEach((name, value) -> parameters.put(name, plain(value)));
    parameters.put("timeout", limit.toNanos() / 1000);
    if (priority > 0) {
      parameters.put("priority", FIRST);
    }
    return parameters;
  }

  private static Object plain(Object value) {
    return value instanceof Number ? value : value.toString();
  }

  private Picture fitted(TritonModel model, Picture made, ImageRequest request)
      throws EngineException, InterruptedException {
    Picture source = request.picture();
    int scale = request.operation() instanceof Upscale upscale ? upscale.scale() : 1;
    int factor = made.width() / source.width();
    boolean isWhole =
        made.width() == source.width() * factor && made.height() == source.height() * factor;
    if (!isWhole || factor < 1 || scale == 1 && factor != 1) {
      throw new EngineException(
          TritonServer.ID,
          "the model " + model.name() + " made a picture of another size than it was asked for");
    }
    return sizes.fitted(made, source, source.width() * scale, source.height() * scale);
  }

  @Override
  public void close() {
    sizes.close();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
