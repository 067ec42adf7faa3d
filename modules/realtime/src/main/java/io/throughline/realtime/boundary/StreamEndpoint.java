package io.throughline.realtime.boundary;

import io.throughline.realtime.control.Client;
import io.throughline.realtime.control.ClientGoneException;
import io.throughline.realtime.control.Ending;
import io.throughline.realtime.control.InvalidParameterException;
import io.throughline.realtime.control.Message;
import io.throughline.realtime.control.NoCapacityException;
import io.throughline.realtime.control.RealtimeSession;
import io.throughline.realtime.control.SessionRouter;
import io.throughline.realtime.control.StreamParameters;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code /v1/audio/transcriptions/stream}: audio comes in binary messages of any length, commands
 * and answers are JSON in text messages. One object for each connection, whose messages come one
 * after the other.
 */
@Dependent
@ServerEndpoint(value = StreamEndpoint.PATH, configurator = Handshake.class)
public class StreamEndpoint {

  public static final String PATH = "/v1/audio/transcriptions/stream";

  private static final Logger LOG = Logger.getLogger(StreamEndpoint.class.getName());
  private static final int MOST_AUDIO = 1 << 20;
  private static final int MOST_TEXT = 16 << 10;

  @Inject SessionRouter router;

  private Client client;
  private volatile RealtimeSession live;

  @OnOpen
  public void open(Session connection, EndpointConfig config) {
    client = new WebSocketClient(connection);
    try {
      StreamParameters parameters = StreamParameters.of(connection.getRequestParameterMap());
      live = router.open(Handshake.context(config), parameters, client);
    } catch (InvalidParameterException e) {
      refuse(Ending.INVALID, Message.Problem.of(e, false));
    } catch (NoCapacityException e) {
      refuse(e.ending(), Message.Problem.of(e.ending()));
    }
  }

  private void refuse(Ending ending, Message.Problem problem) {
    answer(problem);
    client.close(ending);
  }

  @OnMessage(maxMessageSize = MOST_AUDIO)
  public void audio(byte[] samples) throws InterruptedException {
    RealtimeSession session = live;
    if (session != null) {
      session.audio(samples);
    }
  }

  @OnMessage(maxMessageSize = MOST_TEXT)
  public void command(String text) throws InterruptedException {
    RealtimeSession session = live;
    if (session == null) {
      return;
    }
    Optional<Command> command = Command.of(text);
    if (command.isPresent()) {
      command.get().giveTo(session);
    } else {
      answer(
          new Message.Problem(
              "invalid_message",
              "a message must be JSON with type flush, end or config",
              Optional.empty(),
              true));
    }
  }

  private void answer(Message message) {
    try {
      client.send(message);
    } catch (ClientGoneException e) {
      LOG.log(Level.FINE, "a client left before its answer", e);
    }
  }

  @OnClose
  public void closed(CloseReason reason) {
    RealtimeSession session = live;
    if (session != null) {
      session.gone(reason.getCloseCode().getCode());
    }
  }

  /** A connection that breaks is closed by the server after this. */
  @OnError
  public void failed(Throwable failure) {
    LOG.log(Level.FINE, "a connection of live transcription failed", failure);
  }
}
