package io.throughline.realtime.control;

/** The other end of a session. Thread-safe: messages do not mix. */
public interface Client {

  /**
   * Sends a message; waits while the client is slow to take it.
   *
   * @throws ClientGoneException if the client is gone, or too slow
   */
  void send(Message message) throws ClientGoneException;

  /** Closes the connection; does nothing if it is closed. */
  void close(Ending ending);
}
