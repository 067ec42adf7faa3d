package io.throughline.upload.control;

import io.throughline.upload.api.ImageCodec;
import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.control.ChildProcess.Outcome;
import io.throughline.upload.control.FfmpegPrograms.Programs;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures through the ffmpeg programs that decode recordings, with the same white-lists and caps:
 * they open nothing but the one file, and that only as the one format it was recognised as.
 */
public final class FfmpegImageCodec implements ImageCodec {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int PATIENCE = 3;
  private static final long BASE_MEMORY = 1L << 30;

  /** The JPEG encoder takes 40 of address space for its worst case. */
  private static final int MEMORY_A_PIXEL = 48;

  /** Filters that turn a picture the right way, by its EXIF orientation less one. */
  private static final List<String> TURNS =
      List.of(
          "null",
          "hflip",
          "hflip,vflip",
          "vflip",
          "transpose=cclock_flip",
          "transpose=clock",
          "transpose=clock_flip",
          "transpose=cclock");

  private final FfmpegPrograms programs;
  private final long maxPixels;

  /**
   * @param maxPixels of the largest picture that is taken
   */
  public FfmpegImageCodec(FfmpegPrograms programs, long maxPixels) {
    this.programs = programs;
    this.maxPixels = maxPixels;
  }

  @Override
  public ImageProperties probe(Path file, MediaType type)
      throws MediaRejectedException, IOException {
    ImageProperties found;
    try {
      found = ImageHeader.read(file, type.extension());
    } catch (BrokenHeaderException e) {
      throw rejected(e.reason(), e.getMessage());
    }
    if (found.pixels() > maxPixels) {
      throw rejected(
          Reason.TOO_MANY_PIXELS, "The picture has more than the " + maxPixels + " pixels allowed");
    }
    return found;
  }

  @Override
  public void decode(Path file, MediaType type, ImageProperties properties, Path target)
      throws MediaRejectedException, IOException, InterruptedException {
    String pixels = properties.hasAlpha() ? "rgba" : "rgb24";
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                type.demuxer(),
                "-max_pixels",
                Long.toString(aligned(properties.width()) * aligned(properties.height())),
                "-err_detect",
                // explode would refuse a TIFF for any tag that does not matter
                type.extension().equals("tiff") ? "bitstream+buffer" : "explode",
                "-xerror",
                "-noautorotate",
                "-f",
                type.demuxer(),
                "-i",
                url(file)));
    arguments.addAll(List.of("-map", "0:v:0", "-frames:v", "1", "-map_metadata", "-1"));
    arguments.addAll(List.of("-vf", TURNS.get(properties.orientation() - 1)));
    arguments.addAll(List.of("-sws_flags", "accurate_rnd+full_chroma_int+full_chroma_inp"));
    arguments.addAll(List.of("-pix_fmt", pixels, "-f", "rawvideo", url(target)));
    long expected = properties.pixels() * (properties.hasAlpha() ? 4 : 3);
    boolean complete = false;
    try {
      Outcome outcome = run(arguments, expected, properties.pixels());
      long size = Files.exists(target) ? Files.size(target) : 0;
      if (outcome.foundDiskFull()) {
        throw new StorageFullException("No room for a decoded picture: decode again later", null);
      }
      if (outcome.exitCode() != 0 || size != expected) {
        throw rejected(Reason.BROKEN_MEDIA, "The picture is damaged or cut off");
      }
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(target);
      }
    }
  }

  /** Decoders round the sides of their buffers up. */
  private static long aligned(int side) {
    return side + 64L;
  }

  @Override
  public void encode(
      Path pixels, int width, int height, boolean hasAlpha, Encoding encoding, Path target)
      throws IOException, InterruptedException {
    if (!hasAlpha || encoding.format() != ImageFormat.JPEG) {
      write(pixels, width, height, hasAlpha, encoding, target);
      return;
    }
    Path opaque = target.resolveSibling(target.getFileName() + ".opaque");
    try {
      OnWhite.write(pixels, opaque);
      write(opaque, width, height, false, encoding, target);
    } finally {
      Files.deleteIfExists(opaque);
    }
  }

  private void write(
      Path pixels, int width, int height, boolean hasAlpha, Encoding encoding, Path target)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-protocol_whitelist", "file", "-f", "rawvideo"));
    arguments.addAll(List.of("-pix_fmt", hasAlpha ? "rgba" : "rgb24"));
    arguments.addAll(List.of("-video_size", width + "x" + height, "-i", url(pixels)));
    arguments.addAll(List.of("-frames:v", "1", "-bitexact"));
    arguments.addAll(encoder(encoding));
    arguments.addAll(List.of("-f", "image2pipe", url(target)));
    long mostBytes = (long) width * height * 8 + BASE_MEMORY / 1024;
    boolean complete = false;
    try {
      Outcome outcome = run(arguments, mostBytes, (long) width * height);
      if (outcome.foundDiskFull()) {
        throw new StorageFullException("No room for a picture: encode again later", null);
      }
      if (outcome.exitCode() != 0 || Files.size(target) == 0) {
        throw new IOException("the picture cannot be encoded: exit code " + outcome.exitCode());
      }
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(target);
      }
    }
  }

  private static List<String> encoder(Encoding encoding) {
    return switch (encoding.format()) {
      case PNG -> List.of("-c:v", "png", "-pred", "mixed");
      case WEBP -> List.of("-c:v", "libwebp", "-quality", Integer.toString(encoding.quality()));
      case JPEG -> jpeg(encoding.quality());
    };
  }

  /** mjpeg counts from 2, the best, to 31. */
  private static List<String> jpeg(int quality) {
    int scale = 2 + (int) Math.round((100 - quality) * 29 / 99.0);
    String sampling = quality >= 90 ? "yuvj444p" : "yuvj420p";
    return List.of("-c:v", "mjpeg", "-q:v", Integer.toString(scale), "-pix_fmt", sampling);
  }

  private Outcome run(List<String> arguments, long mostBytes, long pixels)
      throws IOException, InterruptedException {
    Programs found = programs.locate();
    List<String> command = new ArrayList<>(List.of(found.ffmpeg().toString()));
    command.addAll(List.of("-v", "error", "-nostdin", "-y"));
    command.addAll(List.of("-threads", "1", "-filter_threads", "1"));
    command.addAll(arguments);
    return new ChildProcess(
            found.libraries(),
            LONGEST,
            LONGEST.multipliedBy(PATIENCE),
            BASE_MEMORY + MEMORY_A_PIXEL * pixels,
            mostBytes)
        .run(command);
  }

  private static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  private static MediaRejectedException rejected(Reason reason, String message) {
    return new MediaRejectedException(reason, "file", message);
  }
}
