package io.throughline.realtime.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Word;
import io.throughline.realtime.control.Ending;
import io.throughline.realtime.control.Message;
import io.throughline.realtime.control.Message.Said;
import io.throughline.realtime.control.StreamParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The messages, letter by letter: clients of other servers read them. */
class MessageJsonTest {

  private static final Said SAID =
      new Said(
          true,
          "hello there",
          0.25,
          1.23456,
          OptionalDouble.of(0.87654),
          Optional.of(
              List.of(
                  new Word("hello", 0.25, 0.5, 0.9), new Word("there", 0.5, 1.23456, Double.NaN))));

  @Test
  void aSessionBegins() throws Exception {
    assertThat(
            json(
                new Message.SessionBegin(
                    "sess_1", StreamParameters.of(Map.of()), "sphinx4", "4bf9")))
        .isEqualTo(
            "{'type':'session.begin','session_id':'sess_1','config':{'sample_rate':16000,"
                + "'encoding':'pcm_s16le','channels':1,'language':'auto','model':'sphinx4',"
                + "'enable_vad':true,'interim_results':true,'word_timestamps':false},"
                + "'trace_id':'4bf9'}");
  }

  @Test
  void thereIsNoTraceWhenTracingIsOff() throws Exception {
    assertThat(json(new Message.SessionBegin("sess_1", StreamParameters.of(Map.of()), "e", "")))
        .doesNotContain("trace_id");
  }

  @Test
  void speechBeginsAndEnds() {
    assertThat(json(new Message.Speech(true, 2.5)))
        .isEqualTo("{'type':'vad.speech_start','timestamp':2.5}");
    assertThat(json(new Message.Speech(false, 4.2)))
        .isEqualTo("{'type':'vad.speech_end','timestamp':4.2}");
  }

  @Test
  void transcriptsMayHaveWords() {
    assertThat(json(SAID))
        .isEqualTo(
            "{'type':'transcript.final','text':'hello there','start':0.25,'end':1.235,"
                + "'confidence':0.877,'words':[{'word':'hello','start':0.25,'end':0.5,"
                + "'confidence':0.9},{'word':'there','start':0.5,'end':1.235}]}");
    assertThat(json(new Said(false, "hello", 0, 1, OptionalDouble.empty(), Optional.empty())))
        .isEqualTo("{'type':'transcript.partial','text':'hello','start':0.0,'end':1.0}");
  }

  @Test
  void lagIsAWarningWithItsLimits() {
    assertThat(json(new Message.Lag(3.7, 3, 5)))
        .isEqualTo(
            "{'type':'warning','code':'processing_lag',"
                + "'message':'The server lags behind what is spoken','lag_seconds':3.7,"
                + "'warning_threshold_seconds':3.0,'hard_threshold_seconds':5.0}");
  }

  @Test
  void problemsSayWhetherTheSessionGoesOn() {
    assertThat(json(Message.Problem.of(Ending.LAG_EXCEEDED)))
        .isEqualTo(
            "{'type':'error','code':'lag_exceeded',"
                + "'message':'The server lags too far behind what is spoken','recoverable':false}");
    assertThat(json(new Message.Problem("invalid_parameter", "no", Optional.of("channels"), true)))
        .isEqualTo(
            "{'type':'error','code':'invalid_parameter','message':'no','param':'channels',"
                + "'recoverable':true}");
  }

  @Test
  void theEndHasAllThatWasSaid() {
    assertThat(json(new Message.SessionEnd("sess_1", 45.6, 32.1, List.of(SAID, SAID))))
        .isEqualTo(
            "{'type':'session.end','session_id':'sess_1','total_duration':45.6,"
                + "'total_speech_duration':32.1,'transcript':'hello there hello there',"
                + "'segments':[{'start':0.25,'end':1.235,'text':'hello there'},"
                + "{'start':0.25,'end':1.235,'text':'hello there'}]}");
  }

  private static String json(Message message) {
    return MessageJson.of(message).toString().replace('"', '\'');
  }
}
