package io.throughline.upload.control;

import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.control.ChildProcess.Outcome;
import io.throughline.upload.control.FfmpegPrograms.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Probes and decodes with the ffmpeg programs. They open nothing but the one file, and that only as
 * the one format it was recognised as.
 */
public final class FfmpegAudioDecoder implements AudioDecoder {

  // these have no length in the header, ffprobe guesses it from the first frames
  private static final Set<String> LENGTH_IS_GUESSED = Set.of("mp3", "aac");
  private static final long SMALL_FILE = 1024 * 1024;
  private static final int PATIENCE = 3;

  private final FfmpegPrograms programs;
  private final UploadLimits limits;

  public FfmpegAudioDecoder(FfmpegPrograms programs, UploadLimits limits) {
    this.programs = programs;
    this.limits = limits;
  }

  @Override
  public AudioProperties probe(Path file, MediaType type)
      throws MediaRejectedException, IOException, InterruptedException {
    AudioStream stream = look(file, type);
    double duration = allowedDuration(stream, file, type);
    if (duration <= 0) {
      throw broken("The file has no audio in it");
    }
    return new AudioProperties(duration, stream.codec(), stream.channels(), stream.sampleRate());
  }

  @Override
  public DecodedAudio decode(
      Path file, MediaType type, OptionalInt channel, int sampleRate, Path target)
      throws MediaRejectedException, IOException, InterruptedException {
    boolean complete = false;
    try {
      AudioStream stream = look(file, type);
      allowedDuration(stream, file, type);
      Outcome outcome = decode(file, type.demuxer(), channel, sampleRate, target);
      checkSamples(outcome, target, sampleRate, expected(stream, type));
      complete = true;
      return new DecodedAudio(target, sampleRate, outcome.exitCode());
    } finally {
      if (!complete) {
        Files.deleteIfExists(target);
      }
    }
  }

  /** Length by the header, or by a walk through the file where the header has none. */
  private double allowedDuration(AudioStream stream, Path file, MediaType type)
      throws MediaRejectedException, IOException, InterruptedException {
    double duration = stream.duration().orElse(stream.fileDuration().orElse(-1));
    boolean isGuess = LENGTH_IS_GUESSED.contains(type.demuxer()) && duration > maxSeconds();
    if (duration < 0 || isGuess) {
      duration = measure(file, type);
    }
    if (duration > maxSeconds()) {
      throw tooLong();
    }
    return duration;
  }

  private Outcome decode(
      Path file, String demuxer, OptionalInt channel, int sampleRate, Path target)
      throws IOException, InterruptedException {
    Programs found = programs.locate();
    List<String> command = command(found.ffmpeg(), demuxer);
    command.addAll(
        List.of("-nostdin", "-y", "-threads", "1", "-filter_threads", "1", "-i", url(file)));
    command.addAll(List.of("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1"));
    // a second more than allowed shows that there was more
    command.addAll(List.of("-t", Long.toString(limits.maxDuration().toSeconds() + 1)));
    channel.ifPresent(c -> command.addAll(List.of("-af", "pan=mono|c0=c" + c)));
    command.addAll(List.of("-ac", "1", "-ar", Integer.toString(sampleRate)));
    command.addAll(List.of("-f", "f32le", url(target)));
    long maxBytes = (limits.maxDuration().toSeconds() + 2) * sampleRate * Float.BYTES;
    return child(found, limits.maxDecodeTime(), maxBytes).run(command);
  }

  private void checkSamples(Outcome outcome, Path target, int sampleRate, double expected)
      throws MediaRejectedException, IOException {
    if (outcome.foundDiskFull()) {
      throw new StorageFullException("No room for decoded audio: decode again later", null);
    }
    if (outcome.wroteTooMuch()) {
      throw tooLong();
    }
    if (outcome.usedUpProcessorTime()) {
      throw broken("The file takes longer to decode than allowed");
    }
    long size = Files.exists(target) ? Files.size(target) : 0;
    double seconds = (double) size / Float.BYTES / sampleRate;
    if (outcome.exitCode() != 0 || size == 0) {
      throw broken("The file cannot be decoded");
    }
    if (seconds > maxSeconds()) {
      throw tooLong();
    }
    if (seconds < 0.9 * expected - 1) {
      throw broken("The file is cut off: it holds less audio than it says");
    }
  }

  private static double expected(AudioStream stream, MediaType type) {
    return LENGTH_IS_GUESSED.contains(type.demuxer()) ? 0 : stream.duration().orElse(0);
  }

  private AudioStream look(Path file, MediaType type)
      throws MediaRejectedException, IOException, InterruptedException {
    if (!Files.isReadable(file)) {
      throw new NoSuchFileException("The local copy of the media is gone: fetch it again");
    }
    if (type.demuxer().equals("wav")) {
      var fault = WavHeader.read(file).fault();
      if (fault.isPresent()) {
        throw broken(fault.get());
      }
    }
    Programs found = programs.locate();
    List<String> command = command(found.ffprobe(), type.demuxer());
    command.addAll(List.of("-select_streams", "a:0", "-show_entries", AudioStream.ENTRIES));
    command.addAll(List.of("-of", "flat", "-i", url(file)));
    Outcome outcome = child(found, limits.maxProbeTime(), SMALL_FILE).run(command);
    if (outcome.exitCode() != 0) {
      throw broken("The file is damaged or cut off: it cannot be opened");
    }
    AudioStream stream =
        AudioStream.parse(outcome.output())
            .orElseThrow(() -> rejected(Reason.NO_AUDIO, "The file has no audio"));
    if (!stream.isPlausible()) {
      throw broken("The file has an impossible number of channels or sample rate");
    }
    return stream;
  }

  /** Walks through the file without decoding it: exact, and fast. */
  private double measure(Path file, MediaType type)
      throws MediaRejectedException, IOException, InterruptedException {
    Programs found = programs.locate();
    List<String> command = command(found.ffmpeg(), type.demuxer());
    command.addAll(List.of("-nostdin", "-i", url(file), "-map", "0:a:0", "-c", "copy"));
    command.addAll(List.of("-t", Long.toString(limits.maxDuration().toSeconds() + 1)));
    command.addAll(List.of("-stats_period", "3600", "-progress", "pipe:1", "-f", "null", "-"));
    Outcome outcome = child(found, limits.maxProbeTime(), SMALL_FILE).run(command);
    OptionalDouble end = AudioStream.parseProgress(outcome.output());
    if (outcome.exitCode() != 0 || end.isEmpty()) {
      throw broken("The file is damaged: its length cannot be found");
    }
    return end.getAsDouble();
  }

  private static List<String> command(Path program, String demuxer) {
    return new ArrayList<>(
        List.of(
            program.toString(),
            "-v",
            "error",
            "-protocol_whitelist",
            "file,pipe",
            "-format_whitelist",
            demuxer,
            "-f",
            demuxer));
  }

  private ChildProcess child(Programs found, Duration maxTime, long maxFileBytes) {
    return new ChildProcess(
        found.libraries(),
        maxTime,
        maxTime.multipliedBy(PATIENCE),
        limits.maxDecodeMemory(),
        maxFileBytes);
  }

  private static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  private double maxSeconds() {
    return limits.maxDuration().toMillis() / 1000.0;
  }

  private MediaRejectedException tooLong() {
    return rejected(
        Reason.TOO_LONG,
        "The audio is longer than the " + limits.maxDuration().toMinutes() + " minutes allowed");
  }

  private static MediaRejectedException broken(String message) {
    return rejected(Reason.BROKEN_MEDIA, message);
  }

  private static MediaRejectedException rejected(Reason reason, String message) {
    return new MediaRejectedException(reason, "file", message);
  }
}
