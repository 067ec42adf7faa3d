package io.throughline.inference.llm;

import io.throughline.inference.remote.Calls;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Chat completions by one server, each under a {@code chat {model}} span as OpenTelemetry's
 * conventions for generative AI have it, without prompts and answers. Thread-safe.
 */
public final class ChatCompletions {

  private static final String PATH = "/chat/completions";
  private static final String OPERATION = "chat";
  private static final int BUFFER = 8192;

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final OpenAiClient client;
  private final Calls calls;
  private final Telemetry telemetry;
  private final LanguageMetrics metrics;

  ChatCompletions(OpenAiClient client, Calls calls, Telemetry telemetry, LanguageMetrics metrics) {
    this.client = client;
    this.calls = calls;
    this.telemetry = telemetry;
    this.metrics = metrics;
  }

  /** Name of the model that answers. */
  public String model() {
    return client.server().model();
  }

  /**
   * Completes a chat.
   *
   * @param request as OpenAI's API has it; the model is put into it
   * @throws RemoteServerException if the server gives no usable answer
   */
  public JsonObject complete(JsonObject request) {
    return complete(request, client.server().limit());
  }

  JsonObject complete(JsonObject request, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    JsonObject sent = withModel(request);
    return telemetry.<JsonObject, RuntimeException>inSpan(
        spec(),
        span ->
            metrics.measured(
                OPERATION,
                client.server(),
                span,
                chat -> {
                  JsonObject answer = calls.call(() -> client.post(PATH, sent, left(end)));
                  used(answer, chat);
                  return answer;
                }));
  }

  /**
   * Completes a chat and passes on what comes as it comes, until it ends, the client goes or the
   * server's time is over.
   *
   * @param request with {@code "stream": true}
   * @param parent the span of the request
   * @throws IOException if the client has gone
   * @throws RemoteServerException if the server gives no usable answer
   */
  public void stream(JsonObject request, TraceCarrier parent, OutputStream to) throws IOException {
    JsonObject sent = withModel(request);
    telemetry.<Void, IOException>inSpan(
        spec().childOf(parent),
        span ->
            metrics.<Void, IOException>measured(
                OPERATION, client.server(), span, chat -> copy(sent, chat, to)));
  }

  private Void copy(JsonObject request, ActiveSpan span, OutputStream to) throws IOException {
    Duration limit = client.server().limit();
    try (InputStream from = calls.call(() -> client.stream(PATH, request, limit));
        StreamEnd end = StreamEnd.after(limit, from)) {
      StreamUsage usage = new StreamUsage();
      byte[] buffer = new byte[BUFFER];
      for (int read = end.read(buffer); read >= 0; read = end.read(buffer)) {
        usage.see(buffer, read);
        to.write(buffer, 0, read);
        to.flush();
      }
      usage.last().ifPresent(json -> used(json, span));
      return null;
    }
  }

  private SpanSpec spec() {
    OpenAiServer server = client.server();
    return SpanSpec.client(OPERATION + " " + server.model())
        .with("gen_ai.operation.name", OPERATION)
        .with("gen_ai.provider.name", server.provider())
        .with("gen_ai.request.model", server.model())
        .with("server.address", server.url().getHost())
        .with("server.port", server.port());
  }

  private void used(JsonObject answer, ActiveSpan span) {
    TokenUsage usage = TokenUsage.of(answer);
    span.set("gen_ai.usage.input_tokens", usage.input());
    span.set("gen_ai.usage.output_tokens", usage.output());
    metrics.used(OPERATION, client.server(), usage, span);
  }

  private JsonObject withModel(JsonObject request) {
    return JSON.createObjectBuilder(request).add("model", model()).build();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
