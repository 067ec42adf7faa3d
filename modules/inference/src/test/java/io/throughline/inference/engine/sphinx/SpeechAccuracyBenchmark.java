package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.AlignmentRequest;
import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.DiarizationRequest;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.api.Word;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.control.FfmpegAudioDecoder;
import io.throughline.upload.control.FfmpegPrograms;
import io.throughline.upload.control.UploadLimits;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Measures the embedded engines on samples with a known truth and prints a report. Run it with
 * benchmarks/speech/run.sh.
 *
 * <p>Arguments: files to measure, by default the samples of this project. A WAV with a JSON beside
 * it is scored; anything else is only transcribed.
 */
public final class SpeechAccuracyBenchmark {

  private static final PrintStream OUT = System.out;

  private final SphinxTranscriptionEngine transcriber = new SphinxTranscriptionEngine();
  private final SphinxAlignmentEngine aligner = new SphinxAlignmentEngine();
  private final SphinxDiarizationEngine diarizer = new SphinxDiarizationEngine();
  private final SphinxModel<SphinxDecoder> decoders;
  private final SphinxModel<AlignerAcoustics> acoustics;
  private final SphinxSpeakerModel speakers;

  private SpeechAccuracyBenchmark() throws Exception {
    Stopwatch watch = new Stopwatch();
    decoders = transcriber.load();
    double first = watch.lap();
    acoustics = aligner.load();
    double second = watch.lap();
    speakers = diarizer.load();
    print(
        "load: transcriber %.2f s, aligner %.2f s, diarizer %.2f s; %d workers%n",
        first, second, watch.lap(), decoders.size());
  }

  /** Measures the given files. */
  public static void main(String[] args) throws Exception {
    List<Path> files = Arrays.stream(args).map(Path::of).toList();
    if (files.isEmpty()) {
      Path samples = SampleAudio.folder();
      files = List.of(samples.resolve("meeting.wav"), samples.resolve("panel.wav"));
    }
    Path work = Files.createTempDirectory("speech-benchmark");
    try {
      SpeechAccuracyBenchmark benchmark = new SpeechAccuracyBenchmark();
      for (Path file : files) {
        if (Files.exists(file)) {
          benchmark.measure(file, work);
        } else {
          print("%n%s: skipped, the file is absent%n", file.getFileName());
        }
      }
    } finally {
      try (var left = Files.walk(work)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void measure(Path file, Path work) throws Exception {
    PcmAudio audio = decode(file, work);
    print("%n%s, %.1f s%n", file.getFileName(), audio.duration());
    Output cold = run(audio, "cold");
    Output warm = run(audio, "warm");
    if (!cold.texts().equals(warm.texts())) {
      print("  the two runs differ%n");
    }
    for (Segment segment : warm.transcription().segments()) {
      print("  %7.2f %7.2f  %s%n", segment.start(), segment.end(), segment.text());
    }
    print("  speakers found: %d%n", warm.diarization().speakerCount());
    Path json = Path.of(file.toString().replaceAll("\\.wav$", ".json"));
    if (!json.equals(file) && Files.exists(json)) {
      score(SampleTruth.read(json), warm);
    }
  }

  private record Output(Transcription transcription, Alignment alignment, Diarization diarization) {

    List<Word> words() {
      return alignment.segments().stream().flatMap(s -> s.words().stream()).toList();
    }

    List<String> texts() {
      return words().stream().map(Word::text).toList();
    }
  }

  private Output run(PcmAudio audio, String label) throws Exception {
    Stopwatch watch = new Stopwatch();
    Transcription transcription =
        transcriber.process(
            decoders,
            new TranscriptionRequest(audio, Optional.of("en"), false, Optional.empty(), List.of()),
            Progress.none());
    double transcribe = watch.lap();
    Alignment alignment =
        aligner.process(acoustics, new AlignmentRequest(audio, transcription), Progress.none());
    double align = watch.lap();
    Diarization diarization =
        diarizer.process(
            speakers,
            new DiarizationRequest(audio, OptionalInt.empty(), OptionalInt.empty()),
            Progress.none());
    double diarize = watch.lap();
    double length = audio.duration();
    print(
        "  real-time factor %s: transcribe %.3f, align %.3f, diarize %.3f, all %.3f%n",
        label,
        transcribe / length,
        align / length,
        diarize / length,
        (transcribe + align + diarize) / length);
    return new Output(transcription, alignment, diarization);
  }

  private static void score(SampleTruth truth, Output found) {
    WordErrors errors = WordErrors.between(truth.texts(), found.texts());
    print(
        "  word error rate: %.1f %% (%d of %d), unaligned %d%n",
        100 * errors.rate(), errors.errors(), errors.reference(), found.alignment().unaligned());
    times("transcriber", truth, found.transcription().segments(), errors);
    times("aligner", truth, found.alignment().segments(), errors);
    List<Diarization.Turn> turns = found.diarization().turns();
    SpeakerErrors strict = SpeakerErrors.between(truth.turns(), turns, 0);
    SpeakerErrors collar = SpeakerErrors.between(truth.turns(), turns, 0.25);
    print(
        "  diarization error rate: %.1f %% without collar, %.1f %% with 250 ms%n",
        100 * strict.rate(), 100 * collar.rate());
    List<Word> words = found.words();
    long right =
        errors.matches().stream()
            .filter(
                match -> {
                  Word said = truth.words().get(match.reference());
                  Word heard = words.get(match.found());
                  String speaker = SpeakerErrors.speaker(turns, heard.start(), heard.end());
                  String real = SpeakerErrors.speaker(truth.turns(), said.start(), said.end());
                  return real.equals(strict.names().get(speaker));
                })
            .count();
    print("  words with the right speaker: %d of %d%n", right, errors.matches().size());
  }

  private static void times(
      String who, SampleTruth truth, List<Segment> segments, WordErrors errors) {
    List<Word> words = segments.stream().flatMap(s -> s.words().stream()).toList();
    double[] starts = new double[errors.matches().size()];
    double[] ends = new double[errors.matches().size()];
    for (int i = 0; i < starts.length; i++) {
      Word said = truth.words().get(errors.matches().get(i).reference());
      Word heard = words.get(errors.matches().get(i).found());
      starts[i] = heard.start() - said.start();
      ends[i] = heard.end() - said.end();
    }
    print(
        "  %s: word start error median %.0f ms, 95 %% %.0f ms, offset %+.0f ms;"
            + " word end error median %.0f ms, 95 %% %.0f ms, offset %+.0f ms%n",
        who,
        1000 * percentile(sizes(starts), 0.5),
        1000 * percentile(sizes(starts), 0.95),
        1000 * percentile(starts, 0.5),
        1000 * percentile(sizes(ends), 0.5),
        1000 * percentile(sizes(ends), 0.95),
        1000 * percentile(ends, 0.5));
  }

  private static double[] sizes(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }

  /** WAV files of the samples' format are read directly, MP3 through the server's decoder. */
  private static PcmAudio decode(Path file, Path work) throws Exception {
    if (file.toString().endsWith(".wav")) {
      return SampleAudio.wav(file, work);
    }
    AudioDecoder decoder =
        new FfmpegAudioDecoder(
            FfmpegPrograms.bundled(work.resolve("ffmpeg")), UploadLimits.defaults());
    AudioDecoder.DecodedAudio decoded =
        decoder.decode(
            file,
            new MediaType("audio/mpeg", "mp3", "mp3"),
            OptionalInt.empty(),
            SphinxAudio.SAMPLE_RATE,
            work.resolve(file.getFileName() + ".f32"));
    return PcmAudio.of(decoded.file(), decoded.sampleRate());
  }

  private static void print(String format, Object... values) {
    OUT.print(String.format(Locale.ROOT, format, values));
  }

  private static final class Stopwatch {

    private long last = System.nanoTime();

    double lap() {
      long now = System.nanoTime();
      double seconds = (now - last) / 1e9;
      last = now;
      return seconds;
    }
  }
}
