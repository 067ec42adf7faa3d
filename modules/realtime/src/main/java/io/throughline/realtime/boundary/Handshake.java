package io.throughline.realtime.boundary;

import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Keeps the context of the handshake for its connection: the span of the request is current here
 * and nowhere later.
 */
public class Handshake extends ServerEndpointConfig.Configurator {

  private static final String CONTEXT = Handshake.class.getName();

  @Override
  public void modifyHandshake(
      ServerEndpointConfig connection, HandshakeRequest request, HandshakeResponse response) {
    Telemetry telemetry = CDI.current().select(Telemetry.class).get();
    connection.getUserProperties().put(CONTEXT, LogFields.current().onto(telemetry.capture()));
  }

  /** The context of a connection's handshake. */
  static TraceCarrier context(EndpointConfig connection) {
    return connection.getUserProperties().get(CONTEXT) instanceof TraceCarrier carrier
        ? carrier
        : TraceCarrier.empty();
  }
}
