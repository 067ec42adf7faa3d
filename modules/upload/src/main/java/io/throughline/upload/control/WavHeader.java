package io.throughline.upload.control;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The numbers in a WAV file's header, read before any decoder sees them.
 *
 * @param channels number of channels
 * @param sampleRate Hz
 * @param declared bytes of samples by the header; unsigned
 * @param present bytes of samples that are in the file; -1 if there is no data chunk
 */
record WavHeader(int channels, long sampleRate, long declared, long present) {

  static final int MAX_SAMPLE_RATE = 768_000;

  private static final int RIFF_HEADER = 12;
  private static final int MAX_CHUNKS = 1000;
  // writers to a pipe cannot go back to fill the size in; they leave 0 or almost the maximum
  private static final long UNKNOWN_SIZE = 0x7FFF_0000L;

  static WavHeader read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel);
    }
  }

  private static WavHeader read(FileChannel file) throws IOException {
    int channels = 0;
    long sampleRate = 0;
    long at = RIFF_HEADER;
    for (int i = 0; i < MAX_CHUNKS && at + 8 <= file.size(); i++) {
      ByteBuffer chunk = bytes(file, at, 8);
      int name = chunk.getInt();
      long size = Integer.toUnsignedLong(chunk.getInt());
      if (name == 0x20746d66 && at + 16 <= file.size()) { // "fmt "
        ByteBuffer format = bytes(file, at + 8, 8);
        format.getShort();
        channels = Short.toUnsignedInt(format.getShort());
        sampleRate = Integer.toUnsignedLong(format.getInt());
      } else if (name == 0x61746164) { // "data"
        return new WavHeader(channels, sampleRate, size, file.size() - at - 8);
      }
      at += 8 + size + (size & 1);
    }
    return new WavHeader(channels, sampleRate, 0, -1);
  }

  /** What is wrong with it, if anything. */
  Optional<String> fault() {
    if (channels == 0) {
      return Optional.of("The WAV header has no channels");
    }
    if (sampleRate == 0 || sampleRate > MAX_SAMPLE_RATE) {
      return Optional.of("The WAV header has an impossible sample rate");
    }
    if (present <= 0) {
      return Optional.of("The WAV file has no samples");
    }
    if (declared < UNKNOWN_SIZE && declared > present) {
      return Optional.of("The WAV file is cut off");
    }
    return Optional.empty();
  }

  private static ByteBuffer bytes(FileChannel file, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }
}
