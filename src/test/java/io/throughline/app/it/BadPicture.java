package io.throughline.app.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that claim to be pictures and mean harm, and what they must be answered with. */
enum BadPicture {
  EMPTY(422, "empty-file"),
  HTML(415, "unsupported-media-type"),
  SVG(415, "unsupported-media-type"),
  PROGRAM(415, "unsupported-media-type"),
  SCRIPT(415, "unsupported-media-type"),
  ARCHIVE(415, "unsupported-media-type"),
  PICTURE_AND_ARCHIVE(415, "unsupported-media-type"),
  HUGE_IN_ITS_HEADER(422, "too-many-pixels"),
  WITHOUT_WIDTH(422, "broken-media"),
  WITHOUT_HEIGHT(422, "broken-media"),
  OVERFLOWING_SIZE(422, "broken-media"),
  TEXT_BOMB(422, "broken-media"),
  PROFILE_BOMB(422, "broken-media"),
  FILM_GIF(422, "broken-media"),
  FILM_WEBP(422, "broken-media"),
  CUT_OFF_JPEG(422, "broken-media"),
  CUT_OFF_PNG(422, "broken-media"),
  CIRCULAR_TIFF(422, "broken-media");

  private static final int BOMB_BYTES = 60_000_000;

  private final int status;
  private final String type;

  BadPicture(int status, String type) {
    this.status = status;
    this.type = type;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] bytes() throws IOException {
    return switch (this) {
      case EMPTY -> new byte[0];
      case HTML -> text("<!doctype html><script>alert(1)</script>");
      case SVG -> text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
      case PROGRAM -> text("MZ\u0090\0\3\0\0\0\4\0\0\0");
      case SCRIPT -> text("<?php system($_GET['c']); ?>");
      case ARCHIVE -> zip();
      case PICTURE_AND_ARCHIVE -> polyglot("png");
      case HUGE_IN_ITS_HEADER -> png(50_000, 50_000);
      case WITHOUT_WIDTH -> png(0, 10);
      case WITHOUT_HEIGHT -> png(10, 0);
      case OVERFLOWING_SIZE -> png(-1, 1);
      case TEXT_BOMB -> withChunk(chunk("zTXt", joined(text("bomb\0\0"), deflatedZeros())));
      case PROFILE_BOMB -> withChunk(chunk("iCCP", joined(text("bomb\0\0"), deflatedZeros())));
      case FILM_GIF -> gif(10_000);
      case FILM_WEBP -> webp(10_000);
      case CUT_OFF_JPEG -> half(TestPicture.landscape(200, 100, "jpg"));
      case CUT_OFF_PNG -> half(TestPicture.landscape(200, 100, "png"));
      case CIRCULAR_TIFF -> tiff();
    };
  }

  /** A picture with an archive behind it, which is both. */
  static byte[] polyglot(String format) throws IOException {
    return joined(TestPicture.landscape(40, 30, format), zip());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("Evil.class"));
      zip.write(text("planted"));
    }
    return out.toByteArray();
  }

  private static byte[] png(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    return joined(
        text("\u0089PNG\r\n\u001a\n"), chunk("IHDR", header.array()), chunk("IEND", new byte[0]));
  }

  private static byte[] withChunk(byte[] chunk) throws IOException {
    byte[] png = TestPicture.landscape(40, 30, "png");
    return joined(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(text(type));
    crc.update(data);
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    return chunk.putInt(data.length).put(text(type)).put(data).putInt((int) crc.getValue()).array();
  }

  private static byte[] deflatedZeros() {
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[BOMB_BYTES]);
    deflater.finish();
    byte[] out = new byte[BOMB_BYTES / 500];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] gif(int frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text("GIF89a"));
    out.writeBytes(new byte[] {1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1});
    for (int i = 0; i < frames; i++) {
      out.writeBytes(new byte[] {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0});
    }
    out.write(0x3B);
    return out.toByteArray();
  }

  private static byte[] webp(int frames) {
    ByteBuffer webp =
        ByteBuffer.allocate(12 + 18 + 14 + 24 * frames).order(ByteOrder.LITTLE_ENDIAN);
    webp.put(text("RIFF")).putInt(webp.capacity() - 8).put(text("WEBP"));
    webp.put(text("VP8X")).putInt(10).put((byte) 2).put(new byte[9]);
    webp.put(text("ANIM")).putInt(6).put(new byte[6]);
    for (int i = 0; i < frames; i++) {
      webp.put(text("ANMF")).putInt(16).put(new byte[16]);
    }
    return webp.array();
  }

  private static byte[] tiff() {
    ByteBuffer tiff = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(text("II*\0")).putInt(8).putShort((short) 2);
    tiff.putShort((short) 256).putShort((short) 3).putInt(1).putInt(10);
    tiff.putShort((short) 257).putShort((short) 3).putInt(1).putInt(10);
    return tiff.putInt(8).array();
  }
}
