package io.throughline.realtime.control;

import io.throughline.inference.api.EngineException;
import io.throughline.realtime.control.LagBudget.Verdict;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One client's session. Its own thread hears and answers; the client's threads only hand over what
 * came, and wait when too much of it is unheard. Thread-safe.
 */
public final class RealtimeSession {

  private static final Logger LOG = Logger.getLogger(RealtimeSession.class.getName());

  /** Unheard audio beyond this is left in the network, in seconds. */
  private static final long MOST_UNHEARD = 30;

  private final String id;
  private final StreamParameters parameters;
  private final TraceCarrier parent;
  private final Client client;
  private final UtteranceTranscriber transcriber;
  private final Telemetry telemetry;
  private final RealtimeMetrics metrics;
  private final RealtimeSettings settings;
  private final ThreadFactory threads;
  private final LongSupplier nanos;
  private final Inbox inbox;
  private final LagBudget lag;
  private volatile int clientCode = Ending.CLIENT_GONE.closeCode();
  private Thread worker;
  private Ending aborted;
  private long bytes;

  /**
   * @param parent context that the session's span is a child of
   * @param threads for interim transcripts
   * @param nanos as {@link System#nanoTime}
   */
  RealtimeSession(
      String id,
      StreamParameters parameters,
      TraceCarrier parent,
      Client client,
      UtteranceTranscriber transcriber,
      Telemetry telemetry,
      RealtimeMetrics metrics,
      RealtimeSettings settings,
      ThreadFactory threads,
      LongSupplier nanos) {
    this.id = id;
    this.parameters = parameters;
    this.parent = parent;
    this.client = client;
    this.transcriber = transcriber;
    this.telemetry = telemetry;
    this.metrics = metrics;
    this.settings = settings;
    this.threads = threads;
    this.nanos = nanos;
    this.inbox =
        new Inbox(
            MOST_UNHEARD * parameters.format().sampleRate() * parameters.format().frameBytes());
    this.lag = new LagBudget(settings.lagWarning(), settings.lagLimit());
  }

  /** Audio came; waits while too much of it is unheard. */
  public void audio(byte[] samples) throws InterruptedException {
    Verdict verdict = lag.received(parameters.format().seconds(samples.length), nanos.getAsLong());
    if (verdict == Verdict.EXCEEDED) {
      abort(Ending.LAG_EXCEEDED);
    } else if (verdict == Verdict.WARN) {
      warn();
    }
    inbox.put(new Input.Audio(samples));
  }

  private void warn() {
    try {
      client.send(
          new Message.Lag(lag.lag(), seconds(settings.lagWarning()), seconds(settings.lagLimit())));
    } catch (ClientGoneException e) {
      abort(Ending.CLIENT_GONE);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** What was said so far is to be taken for an utterance. */
  public void flush() throws InterruptedException {
    inbox.put(new Input.Flush());
  }

  /** From here on something else is spoken. */
  public void configure(Optional<String> language, Optional<String> prompt)
      throws InterruptedException {
    inbox.put(new Input.Configure(language, prompt));
  }

  /** Nothing follows: the client wants the rest and the end. */
  public void end() {
    inbox.end(Ending.FINISHED);
  }

  /**
   * The client is not there any more.
   *
   * @param code with which it closed the connection
   */
  public void gone(int code) {
    clientCode = code;
    abort(Ending.CLIENT_GONE);
  }

  private int closeCode(Ending ending) {
    return ending == Ending.CLIENT_GONE ? clientCode : ending.closeCode();
  }

  /** What came is heard to the end, and no more. */
  void goAway() {
    inbox.end(Ending.GOING_AWAY);
  }

  /** Ends it now, whatever it does. */
  synchronized void abort(Ending ending) {
    if (aborted == null) {
      aborted = ending;
      inbox.abort(ending);
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  /** Hears and answers to the end. */
  void run() {
    try (LogFields.Scope scope = LogFields.of(parent).makeCurrent()) {
      telemetry.<Void, Exception>inSpan(
          SpanSpec.internal("realtime.session")
              .childOf(parent)
              .with("session.id", id)
              .with("engine.id", transcriber.engine())
              .with("audio.codec", parameters.format().encoding().id())
              .with("audio.sample_rate", parameters.format().sampleRate())
              .with("audio.channels", parameters.format().channels()),
          this::live);
    } catch (LagExceededException e) {
      LOG.warning(
          "live session "
              + id
              + " was ended: it lagged more than "
              + settings.lagLimit()
              + "; fewer sessions at once (THROUGHLINE_REALTIME_MAX_SESSIONS) or a faster engine would keep up");
    } catch (Exception | Error e) {
      LOG.log(
          Level.SEVERE,
          "live session " + id + " failed; its client got what was transcribed until then",
          LoggedFailure.of(e));
    }
  }

  private Void live(ActiveSpan span) throws Exception {
    Ending ending;
    try (InterimTranscripts interim = interim()) {
      ending = live(interim, span);
    }
    if (ending == Ending.LAG_EXCEEDED) {
      throw new LagExceededException();
    }
    return null;
  }

  private InterimTranscripts interim() {
    TraceCarrier here = LogFields.current().onto(telemetry.capture());
    return new InterimTranscripts(transcriber, client, telemetry, here, threads);
  }

  private Ending live(InterimTranscripts interim, ActiveSpan span)
      throws EngineException, IOException {
    Conversation conversation =
        new Conversation(
            parameters, transcriber, interim, client, telemetry, settings.traceEvery());
    Ending ending = Ending.FAILED;
    try {
      ending = converse(conversation, span);
    } catch (ClientGoneException e) {
      // or an abort came while it was told something
      ending = aborted(Ending.CLIENT_GONE);
    } catch (InterruptedException e) {
      ending = aborted(Ending.GOING_AWAY);
    } finally {
      interim.stop();
      close(conversation, ending);
      describe(span, ending);
    }
    return ending;
  }

  private synchronized Ending aborted(Ending otherwise) {
    return aborted == null ? otherwise : aborted;
  }

  private Ending converse(Conversation conversation, ActiveSpan span)
      throws ClientGoneException, EngineException, IOException, InterruptedException {
    interruptibly(transcriber::load);
    interruptibly(
        () ->
            client.send(
                new Message.SessionBegin(id, parameters, transcriber.engine(), parent.traceId())));
    long begin = nanos.getAsLong();
    lag.begin(begin);
    while (true) {
      long left = settings.longest().toNanos() - (nanos.getAsLong() - begin);
      Input input = inbox.poll(Math.min(left, settings.idle().toNanos()));
      Ending ending = input == null ? Ending.TIMED_OUT : answered(input, conversation, span);
      if (ending != null) {
        if (ending.hearsToTheEnd()) {
          interruptibly(conversation::flush);
        }
        return ending;
      }
    }
  }

  /** Answers an input; says why the session ends, or null if it goes on. */
  private Ending answered(Input input, Conversation conversation, ActiveSpan span)
      throws ClientGoneException, EngineException, IOException, InterruptedException {
    if (input instanceof Input.End end) {
      return end.ending();
    }
    if (input instanceof Input.Flush) {
      interruptibly(conversation::flush);
    } else if (input instanceof Input.Configure change) {
      conversation.configure(change);
    } else if (input instanceof Input.Audio audio) {
      bytes += audio.bytes();
      interruptibly(() -> conversation.audio(audio.samples()));
      lag.heard(parameters.format().seconds(audio.bytes()), nanos.getAsLong());
      metrics.lagged(lag.lag(), span);
      if (inbox.isEmpty()) {
        conversation.interim();
      }
    }
    return null;
  }

  private interface Step {
    void take() throws ClientGoneException, EngineException, IOException, InterruptedException;
  }

  /** Takes a step that {@link #abort} may interrupt. */
  private void interruptibly(Step step)
      throws ClientGoneException, EngineException, IOException, InterruptedException {
    synchronized (this) {
      if (aborted != null) {
        throw new InterruptedException();
      }
      worker = Thread.currentThread();
    }
    try {
      step.take();
    } finally {
      synchronized (this) {
        worker = null;
        // one that came when the step was done
        Thread.interrupted();
      }
    }
  }

  private void close(Conversation conversation, Ending ending) {
    telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("realtime.session_close").with("close.code", closeCode(ending)),
        span -> {
          if (ending != Ending.CLIENT_GONE) {
            sayGoodbye(conversation, ending);
          }
          client.close(ending);
          return null;
        });
  }

  private void sayGoodbye(Conversation conversation, Ending ending) {
    try {
      if (!ending.error().isEmpty()) {
        client.send(Message.Problem.of(ending));
      }
      client.send(conversation.summary(id));
    } catch (ClientGoneException e) {
      LOG.log(Level.FINE, "live session {0} ended without its client", id);
    }
  }

  private void describe(ActiveSpan span, Ending ending) {
    span.set("realtime.bytes", bytes);
    span.set("audio.duration_seconds", parameters.format().seconds(bytes));
    span.set("realtime.lag_ms", Math.round(lag.most() * 1000));
    span.set("close.code", closeCode(ending));
    metrics.ended(ending, parameters.format().seconds(bytes), span);
  }
}
