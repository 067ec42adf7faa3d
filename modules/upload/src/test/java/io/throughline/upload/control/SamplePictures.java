package io.throughline.upload.control;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Pictures of every kind taken, and parts to build hostile ones from. */
final class SamplePictures {

  static final int WIDTH = 48;
  static final int HEIGHT = 32;

  private SamplePictures() {}

  /** Red on the upper left, green on the upper right, blue below. */
  static BufferedImage quarters() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, y >= HEIGHT / 2 ? 0x0000FF : x < WIDTH / 2 ? 0xFF0000 : 0x00FF00);
      }
    }
    return image;
  }

  /** Those quarters, written by the Java runtime's own encoder. */
  static byte[] encoded(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(quarters(), format, out)) {
      throw new IOException("no encoder for " + format);
    }
    return out.toByteArray();
  }

  /** A JPEG with an EXIF block that says how to turn it. */
  static byte[] turned(int orientation) throws IOException {
    byte[] jpeg = encoded("jpg");
    ByteBuffer exif = ByteBuffer.allocate(36).order(ByteOrder.BIG_ENDIAN);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    ByteBuffer whole = ByteBuffer.allocate(jpeg.length + exif.capacity());
    return whole.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A PNG of nothing but a header and what else is given. */
  static byte[] png(long width, long height, byte[]... chunks) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt((int) width).putInt((int) height).put(new byte[] {8, 2, 0, 0, 0});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    out.writeBytes(chunk("IHDR", header.array()));
    for (byte[] chunk : chunks) {
      out.writeBytes(chunk);
    }
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    return chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array();
  }

  /** That many zeros, compressed. */
  static byte[] deflatedZeros(int count) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[count]);
    deflater.finish();
    byte[] out = new byte[count / 500 + 1000];
    int length = deflater.deflate(out);
    deflater.end();
    return java.util.Arrays.copyOf(out, length);
  }

  /** A GIF of one pixel with that many frames. */
  static byte[] gif(int frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1});
    for (int i = 0; i < frames; i++) {
      out.writeBytes(new byte[] {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0});
    }
    out.write(0x3B);
    return out.toByteArray();
  }
}
