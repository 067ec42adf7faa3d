package io.throughline.inference.remote;

import io.throughline.inference.remote.RemoteServerException.Late;
import io.throughline.inference.remote.RemoteServerException.Unavailable;

/**
 * Says how one server failed. Immutable.
 *
 * @param server as a subject: {@code the embeddings server}
 */
public record ServerFailures(String server) {

  /** It answered with a status that is no success. */
  public RemoteServerException status(int status) {
    String message = server + " answered with status " + status;
    return status == RemoteServerException.TOO_MANY || status / 100 == 5
        ? new Unavailable(message, status, null)
        : new RemoteServerException(message, status, null);
  }

  /** It cannot be reached or broke off. */
  public RemoteServerException unreachable(Throwable cause) {
    return new Unavailable(server + " does not answer", RemoteServerException.NO_STATUS, cause);
  }

  /** There is no more time for it. */
  public RemoteServerException late() {
    return new Late(server + " did not answer in time");
  }

  /** Its answer is not what its protocol says. */
  public RemoteServerException unreadable(Throwable cause) {
    return new RemoteServerException(
        server + " answered with something else", RemoteServerException.NO_STATUS, cause);
  }

  /** It is not asked at the moment. */
  RemoteServerException suspended(Throwable cause) {
    return new RemoteServerException(
        server + " has failed too often; it is asked again in a while",
        RemoteServerException.NO_STATUS,
        cause);
  }
}
