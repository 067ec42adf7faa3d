package io.throughline.app.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

/** Recordings to send. */
public final class Recording {

  private static final int HEADER = 44;
  private static final int BYTES_PER_SECOND = 32_000;

  private Recording() {}

  /** The sample that the README uses: two speakers, 27 seconds. */
  static byte[] meeting() throws IOException {
    return Files.readAllBytes(ServerFiles.repository().resolve("samples/meeting.wav"));
  }

  /** The start of the meeting. */
  public static byte[] meeting(int seconds) throws IOException {
    byte[] samples = Arrays.copyOfRange(meeting(), HEADER, HEADER + seconds * BYTES_PER_SECOND);
    return wav(1, 16_000, samples.length, samples);
  }

  /** Recordings from here as the channels of one, as long as the shortest. */
  static byte[] channels(byte[]... recordings) {
    int length = Arrays.stream(recordings).mapToInt(r -> r.length - HEADER).min().orElseThrow();
    ByteBuffer samples = ByteBuffer.allocate(recordings.length * length);
    for (int i = HEADER; i < HEADER + length; i += 2) {
      for (byte[] recording : recordings) {
        samples.put(recording, i, 2);
      }
    }
    return wav(recordings.length, 16_000, samples.capacity(), samples.array());
  }

  /** A part of the meeting. */
  static byte[] meeting(double from, double to) throws IOException {
    int start = HEADER + 2 * (int) (from * BYTES_PER_SECOND / 2);
    int end = HEADER + 2 * (int) (to * BYTES_PER_SECOND / 2);
    byte[] samples = Arrays.copyOfRange(meeting(), start, end);
    return wav(1, 16_000, samples.length, samples);
  }

  /** How long one of the recordings from here is. */
  static double seconds(byte[] meeting) {
    return (meeting.length - HEADER) / (double) BYTES_PER_SECOND;
  }

  /**
   * A 16-bit WAV file, whose header may lie.
   *
   * @param dataSize what the header says of the samples' length
   */
  public static byte[] wav(int channels, int sampleRate, int dataSize, byte[] samples) {
    ByteBuffer wav = ByteBuffer.allocate(HEADER + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(dataSize + HEADER - 8).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) channels).putInt(sampleRate);
    wav.putInt(sampleRate * channels * 2).putShort((short) (channels * 2)).putShort((short) 16);
    wav.put(ascii("data")).putInt(dataSize).put(samples);
    return wav.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
