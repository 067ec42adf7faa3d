package io.throughline.app.it;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's web server that is told of ended jobs, and checks who tells it. */
final class WebhookReceiver implements AutoCloseable {

  static final int NO_ANSWER = 0;
  private static final String KEY = "dGhyb3VnaGxpbmUtd2ViaG9vay1pdC1rZXk=";
  static final String SECRET = "whsec_" + KEY;

  /** A message as it came. */
  record Message(Headers headers, byte[] body) {

    JsonObject json() {
      try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
        return reader.readObject();
      }
    }

    String jobId() {
      return json().getJsonObject("data").getString("id");
    }

    /** Checks as a receiver that knows Standard Webhooks and nothing of this server. */
    boolean isSigned() throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      String signed =
          headers.getFirst("webhook-id")
              + "."
              + headers.getFirst("webhook-timestamp")
              + "."
              + new String(body, StandardCharsets.UTF_8);
      byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return headers
          .getFirst("webhook-signature")
          .equals("v1," + Base64.getEncoder().encodeToString(expected));
    }
  }

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 204;

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      messages.add(new Message(exchange.getRequestHeaders(), body));
      if (status == NO_ANSWER) {
        closing.await();
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  WebhookReceiver answering(int next) {
    status = next;
    return this;
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + host() + "/canary-hook?canary-token";
  }

  List<Message> about(String jobId) {
    return messages.stream().filter(message -> message.jobId().equals(jobId)).toList();
  }

  /** Waits for the {@code count}th message about a job. */
  Message message(String jobId, int count, Duration limit) {
    return Await.result(
        "message " + count + " about job " + jobId + " comes",
        limit,
        () -> about(jobId).stream().skip(count - 1L).findFirst().or(Optional::empty));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
