package io.throughline.realtime.control;

import io.throughline.inference.api.EngineException;
import io.throughline.realtime.control.Hearing.Noticed;
import io.throughline.realtime.control.Message.Said;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is heard and answered in a session. Used by the session's own thread only. */
final class Conversation {

  /** An unfinished utterance is transcribed when so much more of it was heard. */
  private static final double INTERIM_SECONDS = 1;

  private final UtteranceTranscriber transcriber;
  private final InterimTranscripts interim;
  private final Client client;
  private final Telemetry telemetry;
  private final int traceEvery;
  private final Hearing hearing;
  private final List<Said> said = new ArrayList<>();
  private StreamParameters parameters;
  private long chunks;
  private double nextInterim = INTERIM_SECONDS;

  /**
   * @param traceEvery one of so many chunks of audio has a span
   */
  Conversation(
      StreamParameters parameters,
      UtteranceTranscriber transcriber,
      InterimTranscripts interim,
      Client client,
      Telemetry telemetry,
      int traceEvery) {
    this.parameters = parameters;
    this.transcriber = transcriber;
    this.interim = interim;
    this.client = client;
    this.telemetry = telemetry;
    this.traceEvery = traceEvery;
    this.hearing = new Hearing(parameters);
  }

  /** Hears audio and answers with what was noticed in it. */
  void audio(byte[] bytes)
      throws ClientGoneException, EngineException, IOException, InterruptedException {
    for (Noticed noticed : heard(bytes)) {
      if (noticed instanceof Noticed.Speech speech) {
        tell(speech);
      } else if (noticed instanceof Noticed.Whole whole) {
        say(whole.utterance());
      }
    }
  }

  private List<Noticed> heard(byte[] bytes) {
    if (chunks++ % traceEvery != 0) {
      return hearing.hear(bytes);
    }
    return telemetry.<List<Noticed>, RuntimeException>inSpan(
        SpanSpec.internal("realtime.process_audio_chunk").with("audio.bytes", bytes.length),
        span -> hearing.hear(bytes));
  }

  private void tell(Noticed.Speech speech) throws ClientGoneException {
    telemetry.<Void, ClientGoneException>inSpan(
        SpanSpec.internal("realtime.vad_endpoint"),
        span -> {
          span.event(
              speech.speaking() ? "speech_start" : "speech_end",
              Map.of("timestamp", speech.seconds()));
          client.send(new Message.Speech(speech.speaking(), speech.seconds()));
          return null;
        });
  }

  /** Has what somebody is saying transcribed beside this, if it is time for that. */
  void interim() {
    double seconds = hearing.unfinishedSeconds();
    if (parameters.interim() && seconds >= nextInterim) {
      nextInterim = seconds + INTERIM_SECONDS;
      interim.offer(hearing.unfinished(), parameters);
    }
  }

  /** Takes what was said so far for an utterance. */
  void flush() throws ClientGoneException, EngineException, IOException, InterruptedException {
    Optional<Utterance> whole = hearing.flush();
    if (whole.isPresent()) {
      say(whole.get());
    }
  }

  private void say(Utterance utterance)
      throws ClientGoneException, EngineException, IOException, InterruptedException {
    nextInterim = INTERIM_SECONDS;
    interim.stop();
    Optional<Said> whole = transcriber.transcribe(utterance, parameters, true);
    if (whole.isPresent()) {
      said.add(whole.get());
      client.send(whole.get());
    }
  }

  /** Transcribes what follows by other parameters. */
  void configure(Input.Configure change) throws ClientGoneException {
    try {
      parameters = parameters.with(change.language(), change.prompt());
    } catch (InvalidParameterException e) {
      client.send(Message.Problem.of(e, true));
    }
  }

  /** All that was said. */
  Message.SessionEnd summary(String sessionId) {
    return new Message.SessionEnd(sessionId, hearing.seconds(), hearing.spoken(), said);
  }
}
