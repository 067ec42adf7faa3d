package io.throughline.inference.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Decoded mono audio: 32-bit little-endian float samples in -1..1 in a file, read by range so that
 * hours of audio never sit in the heap. Immutable and thread-safe; the file belongs to the caller.
 *
 * @param file raw f32le samples
 * @param sampleRate samples per second (Hz)
 * @param samples number of samples in the file
 */
public record PcmAudio(Path file, int sampleRate, long samples) {

  public PcmAudio {
    if (sampleRate <= 0 || samples < 0) {
      throw new IllegalArgumentException("sampleRate must be > 0 and samples >= 0");
    }
  }

  /** Describes an f32le file by its size. */
  public static PcmAudio of(Path file, int sampleRate) throws IOException {
    return new PcmAudio(file, sampleRate, Files.size(file) / Float.BYTES);
  }

  /** Length in seconds. */
  public double duration() {
    return (double) samples / sampleRate;
  }

  /**
   * Reads samples {@code from} (inclusive) to {@code to} (exclusive), cut to what exists.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public float[] read(long from, long to) {
    long first = Math.max(0, Math.min(from, samples));
    int count = Math.toIntExact(Math.max(0, Math.min(to, samples) - first));
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = first * Float.BYTES;
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, position);
        if (read < 0) {
          break;
        }
        position += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read decoded audio", e);
    }
    bytes.flip();
    float[] out = new float[count];
    bytes.asFloatBuffer().get(out, 0, bytes.remaining() / Float.BYTES);
    return out;
  }

  /** Reads the samples between two times in seconds. */
  public float[] readSeconds(double start, double end) {
    return read(Math.round(start * sampleRate), Math.round(end * sampleRate));
  }
}
