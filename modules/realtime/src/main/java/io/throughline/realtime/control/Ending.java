package io.throughline.realtime.control;

/** Why a session ends, and the close code (RFC 6455, section 7.4) that its client gets. */
public enum Ending {
  /** The client asked for it. */
  FINISHED(1000, "", ""),
  /** The server stops. */
  GOING_AWAY(1001, "server_stopping", "The server stops; connect again to go on"),
  /** The connection is closed already. */
  CLIENT_GONE(1006, "", ""),
  /** The client's parameters are wrong. */
  INVALID(4400, "invalid_parameter", ""),
  /** Nothing came for too long, or the session lasted too long. */
  TIMED_OUT(4008, "session_timeout", "The session was idle, or lasted too long"),
  /** The server could not keep up. */
  LAG_EXCEEDED(4010, "lag_exceeded", "The server lags too far behind what is spoken"),
  /** The engine or the server failed. */
  FAILED(4500, "internal_error", "The speech could not be transcribed"),
  /** All sessions are taken. */
  NO_CAPACITY(4503, "no_capacity", "All sessions of this server are taken; try again later");

  private final int closeCode;
  private final String error;
  private final String message;

  Ending(int closeCode, String error, String message) {
    this.closeCode = closeCode;
    this.error = error;
    this.message = message;
  }

  public int closeCode() {
    return closeCode;
  }

  /** Code of the error message that is sent before; empty if none is. */
  public String error() {
    return error;
  }

  /** What that message says. */
  public String message() {
    return message;
  }

  /** False if what was said last is not worth, or not capable of, being transcribed. */
  boolean hearsToTheEnd() {
    return this == FINISHED || this == GOING_AWAY || this == TIMED_OUT;
  }
}
