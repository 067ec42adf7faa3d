package io.throughline.realtime.control;

import io.throughline.realtime.control.Message.Said;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Transcribes what somebody is saying, beside the session, so that the transcript of what was said
 * never waits for it. Used by the session's own thread only.
 */
final class InterimTranscripts implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(InterimTranscripts.class.getName());
  private static final long CLOSE_SECONDS = 10;

  private final UtteranceTranscriber transcriber;
  private final Client client;
  private final Telemetry telemetry;
  private final TraceCarrier session;
  private final ExecutorService thread;
  private Future<?> running;
  private Object wanted;

  /**
   * @param session context of the session's span
   */
  InterimTranscripts(
      UtteranceTranscriber transcriber,
      Client client,
      Telemetry telemetry,
      TraceCarrier session,
      ThreadFactory threads) {
    this.transcriber = transcriber;
    this.client = client;
    this.telemetry = telemetry;
    this.session = session;
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  /** Begins, unless the one before is not done or the machine has other work. */
  void offer(Utterance soFar, StreamParameters parameters) {
    if ((running == null || running.isDone()) && transcriber.isIdle()) {
      Object mine = new Object();
      want(mine);
      running = thread.submit(() -> transcribe(soFar, parameters, mine));
    }
  }

  /** Nobody wants it any more: what follows tells more. */
  void stop() {
    want(null);
    if (running != null) {
      running.cancel(true);
      running = null;
    }
  }

  private synchronized void want(Object which) {
    wanted = which;
  }

  private void transcribe(Utterance soFar, StreamParameters parameters, Object mine) {
    try (LogFields.Scope scope = LogFields.of(session).makeCurrent()) {
      Optional<Said> said =
          telemetry.<Optional<Said>, Exception>under(
              session, span -> transcriber.transcribe(soFar, parameters, false));
      if (said.isPresent()) {
        tell(said.get(), mine);
      }
    } catch (InterruptedException e) {
      // it was stopped
    } catch (Exception e) {
      LOG.log(Level.FINE, "no interim transcript; the final one is tried all the same", e);
    }
  }

  /** Never after the transcript that it was to precede. */
  private synchronized void tell(Said said, Object mine) throws ClientGoneException {
    if (wanted == mine) {
      client.send(said);
    }
  }

  @Override
  public void close() {
    stop();
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warning("an engine does not let itself be interrupted; its thread goes on for nothing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
