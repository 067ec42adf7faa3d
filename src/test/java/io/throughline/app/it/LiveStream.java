package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.realtime.boundary.StreamEndpoint;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of live transcription. */
final class LiveStream implements AutoCloseable {

  static final String PATH = StreamEndpoint.PATH;

  private static final int LIMIT_SECONDS = 120;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final WebSocket socket;
  private final Inbox inbox;

  private LiveStream(WebSocket socket, Inbox inbox) {
    this.socket = socket;
    this.inbox = inbox;
  }

  /**
   * Connects.
   *
   * @param query names and values in turn
   */
  static LiveStream to(LibertyServer server, String... query) {
    StringBuilder address = new StringBuilder("ws://localhost:" + server.port() + PATH);
    for (int i = 0; i < query.length; i += 2) {
      address
          .append(i == 0 ? '?' : '&')
          .append(query[i])
          .append('=')
          .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
    }
    Inbox inbox = new Inbox();
    WebSocket socket =
        HTTP.newWebSocketBuilder().buildAsync(URI.create(address.toString()), inbox).join();
    return new LiveStream(socket, inbox);
  }

  /** Sends the samples of a WAV file from here, in messages of half a second. */
  LiveStream say(byte[] recording) {
    byte[] samples = Arrays.copyOfRange(recording, 44, recording.length);
    for (int at = 0; at < samples.length; at += 16_000) {
      send(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 16_000)));
    }
    return this;
  }

  LiveStream send(byte[] samples) {
    socket.sendBinary(ByteBuffer.wrap(samples), true).join();
    return this;
  }

  /** Sends samples; false if the server has closed the connection. */
  boolean offer(byte[] samples) {
    try {
      send(samples);
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  LiveStream command(String json) {
    socket.sendText(json, true).join();
    return this;
  }

  /** Waits for the next message of a type; others before it are forgotten. */
  JsonObject await(String type) throws InterruptedException {
    List<JsonObject> others = new ArrayList<>();
    while (true) {
      JsonObject next = inbox.messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(next).describedAs("%s after %s", type, others).isNotNull();
      if (next.getString("type").equals(type)) {
        return next;
      }
      others.add(next);
    }
  }

  /** Waits until the server has closed the connection; says with which code. */
  int closed() throws Exception {
    return inbox.closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Breaks the connection without a word. */
  void breakOff() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static final class Inbox implements WebSocket.Listener {

    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try (JsonReader reader = Json.createReader(new StringReader(text.toString()))) {
          messages.add(reader.readObject());
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      closed.completeExceptionally(failure);
    }
  }
}
