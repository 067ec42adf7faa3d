package io.throughline.testing.server;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A server that speaks the Open Inference Protocol: its model makes pictures twice as large by
 * repeating pixels, or does as it is told. Thread-safe.
 */
public final class InferenceServer implements AutoCloseable {

  /** How its model takes pictures and gives them. */
  public enum Layout {
    /** 32-bit floats, one colour after the other. */
    FLOAT_PLANES("FP32", "[-1,3,-1,-1]", Float.BYTES),
    /** Bytes, pixel by pixel. */
    BYTE_PIXELS("UINT8", "[-1,-1,-1,3]", 3);

    private final String datatype;
    private final String shape;
    private final int elementBytes;

    Layout(String datatype, String shape, int elementBytes) {
      this.datatype = datatype;
      this.shape = shape;
      this.elementBytes = elementBytes;
    }

    /** The rows of all planes are below each other, as if it were one picture. */
    private Reply doubled(List<Integer> shape, byte[] tensor) {
      boolean isPlanar = this == FLOAT_PLANES;
      int height = shape.get(isPlanar ? 2 : 1);
      int width = shape.get(isPlanar ? 3 : 2);
      int rows = isPlanar ? 3 * height : height;
      byte[] made = new byte[4 * rows * width * elementBytes];
      for (int i = 0; i < 4 * rows * width; i++) {
        int from = i / (2 * width) / 2 * width + i % (2 * width) / 2;
        System.arraycopy(tensor, elementBytes * from, made, elementBytes * i, elementBytes);
      }
      List<Integer> twice =
          isPlanar ? List.of(1, 3, 2 * height, 2 * width) : List.of(1, 2 * height, 2 * width, 3);
      return tensor(this, twice.toString(), made);
    }
  }

  public static final String MODEL = "double";

  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final JsonProvider JSON = JsonProvider.provider();

  private final Layout layout;
  private final ScriptedServer server;
  private volatile String extensions = "\"binary_tensor_data\"";
  private volatile String inputShape;
  private volatile int readiness = 200;

  /** Starts one on a free port. */
  public InferenceServer(Layout layout) throws IOException {
    this.layout = layout;
    this.inputShape = layout.shape;
    this.server = new ScriptedServer(InferenceServer::isInference, this::answer);
  }

  public String url() {
    return server.url();
  }

  public int port() {
    return server.port();
  }

  /** Those that came, in their order. */
  public List<Request> requests() {
    return server.requests();
  }

  /** Replies to inference in this order; the last one to everything after it. Without any, well. */
  public InferenceServer replying(Reply... script) {
    server.replying(script);
    return this;
  }

  /** Does not say that it takes them. */
  public InferenceServer withoutBinaryTensors() {
    extensions = "\"classification\"";
    return this;
  }

  /** Says that its model takes tensors of this shape. */
  public InferenceServer withInputShape(String json) {
    inputShape = json;
    return this;
  }

  /** Says that its model is not ready. */
  public InferenceServer notReady() {
    readiness = 503;
    return this;
  }

  /** Nothing at all. */
  public Reply silent() {
    return server.silent();
  }

  private static boolean isInference(Request request) {
    return request.path().endsWith("/infer");
  }

  private void answer(Request request, HttpExchange exchange) throws IOException {
    reply(request).to(request, exchange);
  }

  private Reply reply(Request request) {
    if (isInference(request)) {
      return doubled(request);
    }
    if (request.path().endsWith("/ready")) {
      return Reply.status(readiness);
    }
    return Reply.json(
        request.path().equals("/v2")
            ? "{\"name\":\"t\",\"version\":\"2\",\"extensions\":[" + extensions + "]}"
            : metadata());
  }

  private String metadata() {
    String datatype = "\",\"datatype\":\"" + layout.datatype + "\",\"shape\":";
    return "{\"name\":\"double\",\"inputs\":[{\"name\":\"in"
        + datatype
        + inputShape
        + "}],\"outputs\":[{\"name\":\"out"
        + datatype
        + layout.shape
        + "}]}";
  }

  private Reply doubled(Request request) {
    int head = request.header(HEADER_LENGTH).map(Integer::parseInt).orElseThrow();
    JsonObject input;
    try (JsonReader reader =
        JSON.createReader(new ByteArrayInputStream(request.content(), 0, head))) {
      input = reader.readObject().getJsonArray("inputs").getJsonObject(0);
    }
    List<Integer> shape = input.getJsonArray("shape").getValuesAs(JsonNumber::intValue);
    byte[] content = request.content();
    return layout.doubled(shape, Arrays.copyOfRange(content, head, content.length));
  }

  /** A tensor of that shape with those bytes, whether they fit or not. */
  public static Reply tensor(Layout layout, String shape, byte[] bytes) {
    byte[] head =
        ("{\"model_name\":\"double\",\"outputs\":[{\"name\":\"out\",\"datatype\":\""
                + layout.datatype
                + "\",\"shape\":"
                + shape
                + ",\"parameters\":{\"binary_data_size\":"
                + bytes.length
                + "}}]}")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return Reply.of(200, Map.of(HEADER_LENGTH, Integer.toString(head.length)), all);
  }

  /** JSON that claims to be as long as it says. */
  public static Reply headLength(String length, String json) {
    return Reply.of(200, Map.of(HEADER_LENGTH, length), json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
