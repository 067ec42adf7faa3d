package io.throughline.inference.control;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.AlignmentRequest;
import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.DiarizationRequest;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.control.EngineRunner.StageName;
import io.throughline.job.api.StageContext;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioDecoder.DecodedAudio;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What each stage of a speech job does. Thread-safe. */
final class SpeechStages {

  static final String PREPARE = "prepare";
  static final String TRANSCRIBE = "transcribe";
  static final String ALIGN = "align";
  static final String DIARIZE = "diarize";
  static final String ASSIGN_SPEAKERS = "assign_speakers";
  static final String SUMMARIZE = "summarize";
  static final String STORE = "store";
  static final String INDEX = "index";

  private static final int SAMPLE_RATE = 16_000;
  private static final String CHANNEL = "audio.channel";
  private static final StageName ML_TRANSCRIBE = new StageName("ml.transcribe", "transcription");
  private static final StageName ML_ALIGN = new StageName("ml.align", "alignment");
  private static final StageName ML_DIARIZE = new StageName("ml.diarize", "diarization");

  private final EngineCatalogue engines;
  private final EngineRunner runner;
  private final Telemetry telemetry;
  private final JobFiles files;
  private final ObjectStorage storage;
  private final AudioDecoder decoder;
  private final TranscriptIndex index;
  private final Summarizer summarizer;

  SpeechStages(
      EngineCatalogue engines,
      EngineRunner runner,
      Telemetry telemetry,
      JobFiles files,
      ObjectStorage storage,
      AudioDecoder decoder,
      TranscriptIndex index,
      Summarizer summarizer) {
    this.engines = engines;
    this.runner = runner;
    this.telemetry = telemetry;
    this.files = files;
    this.storage = storage;
    this.decoder = decoder;
    this.index = index;
    this.summarizer = summarizer;
  }

  /** Fetches the media and decodes it to 16 kHz mono; the output is the file of samples. */
  String prepare(StageContext context, SpeechParameters parameters, Track track) throws Exception {
    Upload upload = files.upload(context.job());
    Path samples = context.workDirectory().resolve(track.stage("audio") + ".f32");
    try (ObjectStorage.LocalCopy media = storage.download(upload.storageKey())) {
      return telemetry.<String, Exception>inSpan(
          SpanSpec.internal("audio.decode")
              .with("audio.codec", parameters.codec())
              .with(CHANNEL, track.number()),
          span -> {
            DecodedAudio decoded =
                decoder.decode(media.path(), upload.type(), track.channel(), SAMPLE_RATE, samples);
            span.set("process.exit.code", decoded.exitCode());
            return decoded.file().toString();
          });
    }
  }

  String transcribe(StageContext context, SpeechParameters parameters, Track track)
      throws Exception {
    PcmAudio audio = audio(context, track);
    TranscriptionRequest request =
        new TranscriptionRequest(
            audio,
            parameters.language(),
            parameters.translate(),
            parameters.prompt(),
            parameters.vocabulary());
    long start = System.nanoTime();
    Transcription transcription =
        runner.run(
            ML_TRANSCRIBE,
            engines.transcription(),
            request,
            context::progress,
            (span, out) -> {
              double seconds = (System.nanoTime() - start) / 1e9;
              span.set(CHANNEL, track.number());
              span.set("ml.language", out.language());
              span.set("ml.task", parameters.translate() ? "translate" : "transcribe");
              span.set("ml.batch_size", 1);
              span.set("ml.segments_count", out.segments().size());
              runner.realTimeFactor(
                  engines.transcription(),
                  audio.duration() == 0 ? 0.0 : seconds / audio.duration(),
                  span);
            });
    return SpeechJson.write(transcription);
  }

  String align(StageContext context, SpeechParameters parameters, Track track) throws Exception {
    Transcription transcription = transcription(context, parameters, track);
    Alignment alignment =
        runner.run(
            ML_ALIGN,
            engines.alignment(),
            new AlignmentRequest(audio(context, track), transcription),
            context::progress,
            (span, out) -> {
              span.set(CHANNEL, track.number());
              span.set("ml.language", transcription.language());
              span.set("ml.words_count", out.wordCount());
              span.set("ml.words_unaligned", out.unaligned());
            });
    return SpeechJson.write(alignment);
  }

  String diarize(StageContext context, SpeechParameters parameters) throws Exception {
    Diarization diarization =
        runner.run(
            ML_DIARIZE,
            engines.diarization(),
            new DiarizationRequest(
                audio(context, Track.MIXED), parameters.minSpeakers(), parameters.maxSpeakers()),
            context::progress,
            (span, out) -> {
              span.set("ml.speakers_count", out.speakerCount());
              span.set("ml.turns_count", out.turns().size());
            });
    return SpeechJson.write(diarization);
  }

  String assignSpeakers(StageContext context, SpeechParameters parameters) {
    return telemetry.<String, RuntimeException>inSpan(
        SpanSpec.internal("ml.assign_speakers"),
        span -> {
          Transcript transcript =
              parameters.channels() > 0
                  ? channels(context, parameters)
                  : mixed(context, parameters);
          span.set("ml.segments_count", transcript.segments().size());
          span.set("ml.speakers_count", transcript.speakers().size());
          return SpeechJson.json(transcript).toString();
        });
  }

  private static Transcript mixed(StageContext context, SpeechParameters parameters) {
    return new SpeakerAssignment(diarization(context, parameters))
        .assign(
            transcription(context, parameters, Track.MIXED).language(),
            parameters.duration(),
            segments(context, parameters, Track.MIXED));
  }

  private static Transcript channels(StageContext context, SpeechParameters parameters) {
    List<Track> tracks = Track.channels(parameters.channels());
    return ChannelMerge.merge(
        transcription(context, parameters, tracks.get(0)).language(),
        parameters.duration(),
        tracks.stream().map(track -> segments(context, parameters, track)).toList());
  }

  private static List<Transcription.Segment> segments(
      StageContext context, SpeechParameters parameters, Track track) {
    return parameters.align()
        ? SpeechJson.alignment(context.output(track.stage(ALIGN))).segments()
        : transcription(context, parameters, track).segments();
  }

  private static Transcription transcription(
      StageContext context, SpeechParameters parameters, Track track) {
    return SpeechJson.transcription(
        parameters
            .given()
            .transcription()
            .orElseGet(() -> context.output(track.stage(TRANSCRIBE))));
  }

  private static Diarization diarization(StageContext context, SpeechParameters parameters) {
    if (parameters.given().diarization().isPresent()) {
      return SpeechJson.diarization(parameters.given().diarization().get());
    }
    return parameters.diarize()
        ? SpeechJson.diarization(context.output(DIARIZE))
        : new Diarization(List.of());
  }

  /**
   * Has the transcript summed up; where that cannot be done, the output is the transcript alone.
   */
  String summarize(StageContext context) {
    Transcript transcript = SpeechJson.transcript(context.output(ASSIGN_SPEAKERS));
    return telemetry.<String, RuntimeException>inSpan(
        SpanSpec.internal("ml.summarize"),
        span -> {
          Optional<String> summary = summarizer.summarize(transcript);
          span.set("ml.segments_count", transcript.segments().size());
          span.set("ml.summarized", summary.isPresent());
          return SpeechJson.json(summary.map(transcript::withSummary).orElse(transcript))
              .toString();
        });
  }

  /** Puts the output of stage {@code source} into object storage; the output is its key. */
  String store(StageContext context, String source) throws IOException {
    String key = ResultKeys.of(context.job(), "json");
    byte[] bytes = context.output(source).getBytes(StandardCharsets.UTF_8);
    storage.put(key, new ByteArrayInputStream(bytes));
    return key;
  }

  /** Makes the transcript findable once it is stored; the output is the stored one's key. */
  String index(StageContext context) {
    index.add(context.job(), SpeechJson.transcript(context.output(ASSIGN_SPEAKERS)));
    return context.output(STORE);
  }

  private static PcmAudio audio(StageContext context, Track track) throws IOException {
    return PcmAudio.of(Path.of(context.output(track.stage(PREPARE))), SAMPLE_RATE);
  }
}
