package io.throughline.realtime.control;

import io.throughline.inference.api.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a session tells its client. Times are seconds from the first sample. */
public sealed interface Message {

  /**
   * The server listens.
   *
   * @param traceId of the trace that the session is in; empty when tracing is off
   */
  record SessionBegin(String sessionId, StreamParameters parameters, String engine, String traceId)
      implements Message {}

  /** Somebody begins to speak, or has ended. */
  record Speech(boolean begins, double timestamp) implements Message {}

  /**
   * What was said.
   *
   * @param last false if it may still change
   * @param confidence 0 to 1, where the engine has one
   * @param words with times, if they were asked for
   */
  record Said(
      boolean last,
      String text,
      double start,
      double end,
      OptionalDouble confidence,
      Optional<List<Word>> words)
      implements Message {}

  /** The server lags behind. */
  record Lag(double seconds, double warning, double limit) implements Message {}

  /**
   * Something is wrong.
   *
   * @param recoverable whether the session goes on
   */
  record Problem(String code, String text, Optional<String> parameter, boolean recoverable)
      implements Message {

    /** A wrong parameter. */
    public static Problem of(InvalidParameterException wrong, boolean recoverable) {
      return new Problem(
          Ending.INVALID.error(), wrong.getMessage(), Optional.of(wrong.parameter()), recoverable);
    }

    /** Why a session ends. */
    public static Problem of(Ending ending) {
      return new Problem(ending.error(), ending.message(), Optional.empty(), false);
    }
  }

  /**
   * All is heard.
   *
   * @param duration seconds of audio
   * @param speech seconds of it in which somebody spoke
   */
  record SessionEnd(String sessionId, double duration, double speech, List<Said> said)
      implements Message {

    public SessionEnd {
      said = List.copyOf(said);
    }
  }
}
