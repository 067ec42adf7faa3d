package io.throughline.upload.control;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the {@code ffmpeg} and {@code ffprobe} programs are. Nothing is unpacked before the first
 * use or {@link #prepare}. Thread-safe.
 */
public final class FfmpegPrograms {

  /**
   * The programs, ready to run.
   *
   * @param libraries directory with their shared libraries; null if the system has them
   */
  record Programs(Path ffmpeg, Path ffprobe, Path libraries) {}

  private static final Duration START_TIME = Duration.ofSeconds(20);
  private static final long START_MEMORY = 1L << 30;

  private final Source source;
  private Programs programs;

  private FfmpegPrograms(Source source) {
    this.source = source;
  }

  /**
   * The programs inside the ffmpeg jar, for Linux on x86-64.
   *
   * @param directory where to unpack them, on a file system that lets programs run; made, for this
   *     user only, if it does not exist, and refused if others can write to it
   */
  public static FfmpegPrograms bundled(Path directory) {
    return new FfmpegPrograms(
        () -> {
          Path unpacked = ProgramBundle.ffmpeg(directory).unpack();
          return new Programs(unpacked.resolve("ffmpeg"), unpacked.resolve("ffprobe"), unpacked);
        });
  }

  /** Programs that the operator installed. */
  public static FfmpegPrograms installed(Path ffmpeg, Path ffprobe) {
    return new FfmpegPrograms(
        () -> {
          for (Path program : new Path[] {ffmpeg, ffprobe}) {
            if (!Files.isExecutable(program)) {
              throw new FileNotFoundException(
                  program + " is no program: audio cannot be decoded until that is corrected");
            }
          }
          return new Programs(ffmpeg.toAbsolutePath(), ffprobe.toAbsolutePath(), null);
        });
  }

  /** Unpacks and checks the programs now, so that a server learns at its start that it cannot. */
  public void prepare() throws IOException, InterruptedException {
    locate();
  }

  synchronized Programs locate() throws IOException, InterruptedException {
    if (programs == null) {
      Programs found = source.locate();
      check(found.ffmpeg(), found.libraries());
      check(found.ffprobe(), found.libraries());
      programs = found;
    }
    return programs;
  }

  // what does not start at all must not be taken for broken media later
  private static void check(Path program, Path libraries) throws IOException, InterruptedException {
    int exitCode =
        new ChildProcess(libraries, START_TIME, START_TIME, START_MEMORY, 0)
            .run(List.of(program.toString(), "-version"))
            .exitCode();
    if (exitCode != 0) {
      throw new IOException(
          program
              + " does not run on this machine (exit code "
              + exitCode
              + "): no audio is decoded");
    }
  }

  private interface Source {
    Programs locate() throws IOException;
  }
}
