package io.throughline.realtime.control;

import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives clients sessions on this node, as many at once as are allowed. A client is on the node that
 * took its connection; what spreads clients over nodes is in front of them. Thread-safe.
 */
public final class SessionRouter {

  private final RealtimeSettings settings;
  private final UtteranceTranscriber transcriber;
  private final Telemetry telemetry;
  private final RealtimeMetrics metrics;
  private final ThreadFactory threads;
  private final LongSupplier nanos;
  private final Set<RealtimeSession> sessions = new HashSet<>();
  private boolean stopping;

  /**
   * @param threads for sessions, and for their interim transcripts
   * @param nanos as {@link System#nanoTime}
   */
  public SessionRouter(
      RealtimeSettings settings,
      SpeechTranscriber transcriber,
      Telemetry telemetry,
      Metrics metrics,
      ThreadFactory threads,
      LongSupplier nanos) {
    this.settings = settings;
    this.transcriber = new UtteranceTranscriber(transcriber, telemetry, settings.work());
    this.telemetry = telemetry;
    this.metrics = new RealtimeMetrics(metrics);
    this.threads = threads;
    this.nanos = nanos;
    this.metrics.watch(this::active, settings.maxSessions());
  }

  /**
   * Opens a session.
   *
   * @param handshake context of the request that asks for it
   * @throws NoCapacityException if all are taken, or the server stops
   */
  public RealtimeSession open(TraceCarrier handshake, StreamParameters parameters, Client client)
      throws NoCapacityException {
    String id = "sess_" + UUID.randomUUID().toString().replace("-", "");
    SpanSpec spec =
        SpanSpec.internal("session_router.allocate")
            .childOf(handshake)
            .with("session.id", id)
            .with("worker.id", settings.worker());
    return telemetry.<RealtimeSession, NoCapacityException>inSpan(
        spec,
        span -> {
          RealtimeSession session =
              new RealtimeSession(
                  id,
                  parameters,
                  LogFields.of(handshake).onto(telemetry.capture()),
                  client,
                  transcriber,
                  telemetry,
                  metrics,
                  settings,
                  threads,
                  nanos);
          span.set("sessions.active", take(session));
          start(session, id);
          return session;
        });
  }

  /** Takes a place; says how many are taken then. */
  private int take(RealtimeSession session) throws NoCapacityException {
    synchronized (sessions) {
      if (stopping || sessions.size() >= settings.maxSessions()) {
        Ending ending = stopping ? Ending.GOING_AWAY : Ending.NO_CAPACITY;
        metrics.refused(ending);
        throw new NoCapacityException(ending);
      }
      sessions.add(session);
      return sessions.size();
    }
  }

  private void start(RealtimeSession session, String id) {
    try {
      Thread thread =
          threads.newThread(
              () -> {
                try {
                  session.run();
                } finally {
                  leave(session);
                }
              });
      thread.setName("throughline-" + id);
      thread.start();
    } catch (RuntimeException | Error e) {
      leave(session);
      throw e;
    }
  }

  private void leave(RealtimeSession session) {
    synchronized (sessions) {
      sessions.remove(session);
      sessions.notifyAll();
    }
  }

  /** How many sessions there are. */
  int active() {
    synchronized (sessions) {
      return sessions.size();
    }
  }

  /**
   * Opens no more sessions, lets those that there are hear what came, and ends them.
   *
   * @param limit after which they end at once
   */
  public void drain(Duration limit) {
    List<RealtimeSession> last;
    synchronized (sessions) {
      stopping = true;
      last = List.copyOf(sessions);
    }
    last.forEach(RealtimeSession::goAway);
    if (!awaitEmpty(limit)) {
      last.forEach(session -> session.abort(Ending.GOING_AWAY));
      awaitEmpty(Duration.ofSeconds(2));
    }
  }

  private boolean awaitEmpty(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (sessions) {
      try {
        while (!sessions.isEmpty()) {
          long left = end - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(sessions, left);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
