package io.throughline.app.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that are not what their name says, or not what their header says. */
final class BadMedia {

  private BadMedia() {}

  static byte[] text(String content) {
    return Arrays.copyOf(content.getBytes(StandardCharsets.ISO_8859_1), 4096);
  }

  static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("recording.wav"));
      zip.write(new byte[10_000]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Begins as a picture and ends as an archive, which programs find from the end. */
  static byte[] pictureAndZip(String signature) {
    byte[] picture = text(signature);
    byte[] zip = zip();
    byte[] both = Arrays.copyOf(picture, picture.length + zip.length);
    System.arraycopy(zip, 0, both, picture.length, zip.length);
    return both;
  }

  /** An ID3 tag that claims 200 MB of pictures, and the end of the file. */
  static byte[] id3TagWithoutMusic() {
    int size = 200_000_000;
    byte[] mp3 = text("ID3\u0003\0\0");
    for (int i = 0; i < 4; i++) {
      mp3[6 + i] = (byte) (size >> (21 - 7 * i) & 0x7F);
    }
    return mp3;
  }

  static byte[] wav(int channels, int sampleRate) {
    byte[] samples = new byte[16_000];
    return Recording.wav(channels, sampleRate, samples.length, samples);
  }

  /** Few bytes, eleven hours: one sample a second. */
  static byte[] elevenHours() {
    byte[] samples = new byte[2 * 11 * 3600];
    return Recording.wav(1, 1, samples.length, samples);
  }

  /** The header promises ten times the samples there are. */
  static byte[] cutOffWav() {
    return Recording.wav(1, 16_000, 320_000, new byte[32_000]);
  }

  /** As programs leave the header that write to a pipe: the true length counts. */
  static byte[] wavFromPipe() {
    return Recording.wav(1, 16_000, 0xFFFF_FFFF, new byte[32_000]);
  }
}
