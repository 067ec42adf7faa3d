package io.throughline.job.signal.redis;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.Telemetry;
import java.util.logging.Level;
import java.util.logging.Logger;
import redis.clients.jedis.exceptions.JedisDataException;

/** A thread's loop that reads a stream, without traces, and finds Redis again after an outage. */
final class Reader implements Runnable {

  /** How long one read waits for an entry. */
  static final int BLOCK_MILLIS = 1000;

  private static final Logger LOG = Logger.getLogger(Reader.class.getName());

  /** One read. */
  interface Read {
    /**
     * @return false if Redis did not answer
     * @throws JedisDataException if Redis refused the command
     */
    boolean once() throws InterruptedException;
  }

  private final RedisLink link;
  private final Telemetry telemetry;
  private final Read read;

  Reader(RedisLink link, Telemetry telemetry, Read read) {
    this.link = link;
    this.telemetry = telemetry;
    this.read = read;
  }

  @Override
  public void run() {
    int failures = 0;
    try {
      while (!link.isClosed()) {
        if (readOnce()) {
          failures = 0;
        } else {
          link.pause(failures);
          failures++;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean readOnce() throws InterruptedException {
    try {
      return telemetry.<Boolean, InterruptedException>untraced(span -> read.once());
    } catch (JedisDataException e) {
      LOG.log(Level.WARNING, "Redis refuses to be read; trying again", LoggedFailure.of(e));
      return false;
    } catch (RuntimeException e) {
      if (link.isClosed()) {
        return false;
      }
      LOG.log(
          Level.WARNING,
          "an entry of a stream could not be handled; going on",
          LoggedFailure.of(e));
      return false;
    }
  }
}
