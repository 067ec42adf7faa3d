package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.job.api.StagePlan.Stage;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.upload.api.MediaRejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpeechJobHandlerTest {

  private final SpeechJobHandler handler =
      new SpeechJobHandler(
          new SpeechStages(null, null, null, null, null, null, null, null),
          new JobFiles(null, new ObjectsInMemory()),
          null);

  @Test
  void aTranscriptionWithSpeakersTranscribesAndDiarizesSideBySide() {
    assertThat(plan(SpeechJobType.TRANSCRIPTION, true, true))
        .containsExactly(
            "prepare after [] passing",
            "transcribe after [prepare] durable",
            "diarize after [prepare] durable",
            "align after [prepare, transcribe] durable",
            "assign_speakers after [align, diarize, transcribe] passing",
            "store after [assign_speakers] passing",
            "index after [assign_speakers, store] passing");
  }

  @Test
  void aTranscriptionWithoutSpeakersDoesNotDiarize() {
    assertThat(plan(SpeechJobType.TRANSCRIPTION, true, false))
        .containsExactly(
            "prepare after [] passing",
            "transcribe after [prepare] durable",
            "align after [prepare, transcribe] durable",
            "assign_speakers after [align, transcribe] passing",
            "store after [assign_speakers] passing",
            "index after [assign_speakers, store] passing");
  }

  @Test
  void aTranscriptionWithoutWordTimesDoesNotAlign() {
    assertThat(plan(SpeechJobType.TRANSCRIPTION, false, false))
        .containsExactly(
            "prepare after [] passing",
            "transcribe after [prepare] durable",
            "assign_speakers after [transcribe] passing",
            "store after [assign_speakers] passing",
            "index after [assign_speakers, store] passing");
  }

  @Test
  void channelsAreTranscribedSideBySide() {
    assertThat(plan(job(SpeechJobType.TRANSCRIPTION.id(), true, false, 2, false)))
        .containsExactly(
            "prepare_ch0 after [] passing",
            "transcribe_ch0 after [prepare_ch0] durable",
            "align_ch0 after [prepare_ch0, transcribe_ch0] durable",
            "prepare_ch1 after [] passing",
            "transcribe_ch1 after [prepare_ch1] durable",
            "align_ch1 after [prepare_ch1, transcribe_ch1] durable",
            "assign_speakers after [align_ch0, align_ch1, transcribe_ch0, transcribe_ch1] passing",
            "store after [assign_speakers] passing",
            "index after [assign_speakers, store] passing");
  }

  @Test
  void diarizationStoresTheTurns() {
    assertThat(plan(SpeechJobType.DIARIZATION, false, true))
        .containsExactly(
            "prepare after [] passing",
            "diarize after [prepare] durable",
            "store after [diarize] passing");
  }

  @Test
  void alignmentTimesTheGivenText() {
    assertThat(plan(SpeechJobType.ALIGNMENT, true, false))
        .containsExactly(
            "prepare after [] passing",
            "align after [prepare] durable",
            "assign_speakers after [align] passing",
            "store after [assign_speakers] passing");
  }

  @Test
  void aSummaryIsMadeOfTheWholeTranscriptAndStoredWithIt() {
    assertThat(plan(job(SpeechJobType.TRANSCRIPTION.id(), false, false, 0, true)))
        .contains(
            "summarize after [assign_speakers] durable",
            "store after [summarize] passing",
            "index after [assign_speakers, store] passing");
  }

  @Test
  void combiningNeedsNoAudio() {
    assertThat(plan(SpeechJobType.COMBINE, false, false))
        .containsExactly(
            "assign_speakers after [] passing", "store after [assign_speakers] passing");
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsHandledAndHasItsSpanName(SpeechJobType type) {
    assertThat(handler.jobTypes()).contains(type.id());
    assertThat(handler.spanName(type.id())).isEqualTo("audio_processing." + type.id());
  }

  @Test
  void otherTypesAreRefused() {
    assertThatThrownBy(() -> handler.plan(job("thumbnail", true, true)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheRecordingCausesIsNotTriedAgain() {
    assertThat(handler.isRetryable(new EngineException("sphinx4", "no model"))).isFalse();
    assertThat(
            handler.isRetryable(
                new MediaRejectedException(
                    MediaRejectedException.Reason.BROKEN_MEDIA, "file", "broken")))
        .isFalse();
    assertThat(handler.isRetryable(new IOException("disk"))).isTrue();
  }

  private List<String> plan(SpeechJobType type, boolean align, boolean diarize) {
    return plan(job(type.id(), align, diarize));
  }

  private List<String> plan(Job job) {
    return handler.plan(job).stages().stream().map(SpeechJobHandlerTest::line).toList();
  }

  private static String line(Stage stage) {
    return stage.name()
        + " after "
        + new TreeSet<>(stage.after())
        + (stage.durable() ? " durable" : " passing");
  }

  private static Job job(String type, boolean align, boolean diarize) {
    return job(type, align, diarize, 0, false);
  }

  private static Job job(
      String type, boolean align, boolean diarize, int channels, boolean summarize) {
    String parameters =
        new SpeechParameters(
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                align,
                diarize,
                channels,
                summarize,
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                "opus",
                SpeechParameters.Given.nothing())
            .toJson();
    return new Job(
        "id",
        type,
        JobState.RUNNING,
        "default",
        0,
        parameters,
        Optional.empty(),
        TraceCarrier.empty(),
        "",
        1,
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        -1);
  }
}
