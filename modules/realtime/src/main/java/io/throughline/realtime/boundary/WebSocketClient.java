package io.throughline.realtime.boundary;

import io.throughline.realtime.control.Client;
import io.throughline.realtime.control.ClientGoneException;
import io.throughline.realtime.control.Ending;
import io.throughline.realtime.control.Message;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A session's client, at the other end of a WebSocket. Thread-safe. */
final class WebSocketClient implements Client {

  private static final Logger LOG = Logger.getLogger(WebSocketClient.class.getName());

  /** A client that takes longer for one message holds up its session for nothing. */
  private static final long SLOWEST = 10;

  private final Session connection;

  WebSocketClient(Session connection) {
    this.connection = connection;
  }

  /** Not by the future of the container: Liberty's waits forever when the client is gone. */
  @Override
  public synchronized void send(Message message) throws ClientGoneException {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      connection
          .getAsyncRemote()
          .sendText(MessageJson.of(message).toString(), result -> complete(sent, result));
      sent.get(SLOWEST, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientGoneException(e);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      throw new ClientGoneException(e);
    }
  }

  private static void complete(CompletableFuture<Void> sent, SendResult result) {
    if (result.isOK()) {
      sent.complete(null);
    } else {
      sent.completeExceptionally(result.getException());
    }
  }

  @Override
  public void close(Ending ending) {
    try {
      connection.close(
          new CloseReason(CloseCodes.getCloseCode(ending.closeCode()), ending.error()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.FINE, "a connection was closed already", e);
    }
  }
}
