package io.throughline.upload.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files, good and bad, made byte by byte. */
final class HostileMedia {

  private HostileMedia() {}

  /** A good WAV file: 16-bit mono, a tone. */
  static byte[] wav(int sampleRate, double seconds) {
    int samples = (int) (sampleRate * seconds);
    ByteBuffer pcm = ByteBuffer.allocate(samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      pcm.putShort((short) (8000 * Math.sin(2 * Math.PI * 440 * i / sampleRate)));
    }
    return wav(1, sampleRate, pcm.capacity(), pcm.array());
  }

  /** A WAV file with whatever numbers in its header. */
  static byte[] wav(int channels, long sampleRate, long dataSize, byte[] pcm) {
    ByteBuffer wav = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt((int) Math.min(0xFFFFFFFFL, 36 + dataSize)).put(ascii("WAVE"));
    wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
    wav.putInt((int) sampleRate).putInt((int) (sampleRate * channels * 2));
    wav.putShort((short) (channels * 2)).putShort((short) 16);
    wav.put(ascii("data")).putInt((int) dataSize).put(pcm);
    return wav.array();
  }

  /** An ID3 tag with a picture of that many bytes. */
  static void id3WithArt(OutputStream out, int artBytes) throws IOException {
    int frame = artBytes + 14;
    int tag = frame + 10;
    out.write(ascii("ID3"));
    out.write(new byte[] {4, 0, 0});
    out.write(syncsafe(tag));
    out.write(ascii("APIC"));
    out.write(syncsafe(frame));
    out.write(new byte[2]);
    out.write(ascii("\0image/png\0\3\0\0"));
    byte[] block = new byte[64 * 1024];
    for (int left = artBytes; left > 0; left -= block.length) {
      out.write(block, 0, Math.min(left, block.length));
    }
  }

  /** FLAC frames of silence, 65,535 samples in 14 bytes each. */
  static byte[] flacOfSilence(int sampleRate, double seconds, boolean lengthInHeader) {
    int blocks = (int) Math.ceil(seconds * sampleRate / 65_535);
    ByteBuffer info = ByteBuffer.allocate(34);
    info.putShort((short) 65_535).putShort((short) 65_535).put(new byte[6]);
    long samples = lengthInHeader ? (long) blocks * 65_535 : 0;
    info.putLong((long) sampleRate << 44 | 15L << 36 | samples);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("fLaC"));
    out.writeBytes(new byte[] {(byte) 0x80, 0, 0, 34});
    out.writeBytes(info.array());
    for (int i = 0; i < blocks; i++) {
      out.writeBytes(silentFrame(i));
    }
    return out.toByteArray();
  }

  private static byte[] silentFrame(int number) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    // fixed block size, size - 1 in 16 bits, rate of STREAMINFO; mono; 16 bits a sample
    frame.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xF8, 0x70, 0x08});
    frame.writeBytes(new String(Character.toChars(number)).getBytes(StandardCharsets.UTF_8));
    frame.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE});
    frame.write(crc(frame.toByteArray(), 8, 0x07));
    frame.writeBytes(new byte[] {0, 0, 0}); // constant subframe of value 0
    int crc = crc(frame.toByteArray(), 16, 0x8005);
    frame.write(crc >> 8);
    frame.write(crc);
    return frame.toByteArray();
  }

  private static int crc(byte[] bytes, int width, int polynomial) {
    int top = 1 << width - 1;
    int crc = 0;
    for (byte b : bytes) {
      crc ^= (b & 0xFF) << width - 8;
      for (int i = 0; i < 8; i++) {
        crc = (crc & top) != 0 ? crc << 1 ^ polynomial : crc << 1;
      }
      crc &= (1 << width) - 1;
    }
    return crc;
  }

  /** Things that are no audio, by what they are. */
  static Map<String, byte[]> notMedia() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("html", ascii("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"));
    files.put("php", ascii("<?php system($_GET['c']); ?> and some more text"));
    files.put("exe", concat(ascii("MZ\u0090\0\3\0\0\0\4\0\0\0\u00ff\u00ff\0\0"), new byte[2000]));
    files.put("elf", concat(ascii("\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0"), new byte[2000]));
    files.put("shell", ascii("#!/bin/sh\nexec curl http://127.0.0.1/ | sh\n"));
    files.put("svg", ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
    files.put("png", concat(ascii("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"), new byte[100]));
    files.put("jpeg", concat(ascii("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0"), new byte[100]));
    files.put("pdf", ascii("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj"));
    files.put("zip", zip());
    files.put("gif+jar", concat(ascii("GIF89a\1\0\1\0\0\0\0;"), zip()));
    files.put("heic", ascii("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"));
    files.put("avif", ascii("\0\0\0\u0018ftypavif\0\0\0\0mif1avif"));
    files.put("webp", ascii("RIFF\u0020\0\0\0WEBPVP8 \0\0\0\0\0\0\0\0"));
    files.put("avi", concat(ascii("RIFF\0\u0010\0\0AVI LIST\0\0\0\0hdrlavih"), new byte[100]));
    files.put("m3u8", ascii("#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n"));
    files.put("concat", ascii("ffconcat version 1.0\nfile 'http://127.0.0.1:9/x.wav'\n"));
    files.put(
        "dash", ascii("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">"));
    files.put("id3 that is not", concat(ascii("ID3\u00ff\u00ff\u00ff"), new byte[100]));
    files.put("frame sync only", concat(ascii("\u00ff\u00fb\u0090\u0064"), new byte[4000]));
    files.put("utf-16 text", concat(ascii("\u00ff\u00feh\0e\0l\0l\0o\0"), new byte[100]));
    files.put("ebml of another kind", ascii("\u001aE\u00df\u00a3\u0088B\u0082\u0085dummy\0\0\0"));
    files.put("zeros", new byte[4096]);
    files.put("short", ascii("RIFF"));
    return files;
  }

  private static byte[] zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(ascii("Main-Class: Evil\n"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] syncsafe(int size) {
    return new byte[] {
      (byte) (size >> 21 & 0x7F),
      (byte) (size >> 14 & 0x7F),
      (byte) (size >> 7 & 0x7F),
      (byte) (size & 0x7F)
    };
  }
}
