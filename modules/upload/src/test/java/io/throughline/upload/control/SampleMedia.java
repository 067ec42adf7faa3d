package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.upload.api.MediaType;
import io.throughline.upload.control.FfmpegPrograms.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Good media of every kind taken, encoded by the unpacked program itself. */
final class SampleMedia {

  static final FfmpegPrograms PROGRAMS =
      FfmpegPrograms.bundled(Path.of("target", "programs-for-tests"));
  static final double SECONDS = 2;

  private static final Duration LONG = Duration.ofMinutes(1);

  private static final List<String> PICTURES =
      List.of("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "64x64", "-r", "5", "-i", "/dev/zero");

  private SampleMedia() {}

  /** A tone of two seconds, encoded. */
  static Path audio(Path directory, String name, String... codec) throws Exception {
    return encode(directory, name, List.of(), codec);
  }

  /** The tone with black pictures. */
  static Path video(Path directory, String name, String... codec) throws Exception {
    return encode(directory, name, PICTURES, codec);
  }

  /** Black pictures without a tone. */
  static Path silentFilm(Path directory) throws Exception {
    Path file = directory.resolve("silent.mp4");
    List<String> arguments = new ArrayList<>(PICTURES);
    arguments.addAll(List.of("-t", "2", "-c:v", "mpeg4", file.toString()));
    ffmpeg(arguments);
    return file;
  }

  private static Path encode(Path directory, String name, List<String> more, String... codec)
      throws Exception {
    Path tone = directory.resolve("tone.wav");
    Files.write(tone, HostileMedia.wav(16_000, SECONDS));
    Path file = directory.resolve(name);
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(List.of("-i", tone.toString(), "-t", "2"));
    arguments.addAll(List.of(codec));
    arguments.add(file.toString());
    ffmpeg(arguments);
    return file;
  }

  static void ffmpeg(List<String> arguments) throws Exception {
    Programs found = PROGRAMS.locate();
    List<String> command = new ArrayList<>(List.of(found.ffmpeg().toString(), "-nostdin", "-y"));
    command.addAll(arguments);
    int exitCode =
        new ChildProcess(found.libraries(), LONG, LONG, 1L << 31, 1L << 30).run(command).exitCode();
    assertThat(exitCode).as("ffmpeg %s", arguments).isZero();
  }

  /** The type that the sniffer sees. */
  static MediaType typeOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new MediaSniffer().sniff(in.readNBytes(MediaSniffer.HEAD)).orElseThrow();
    }
  }
}
