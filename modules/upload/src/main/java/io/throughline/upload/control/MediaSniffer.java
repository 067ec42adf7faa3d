package io.throughline.upload.control;

import io.throughline.upload.api.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises audio and video containers by their first bytes. What is not on its list is unknown,
 * so playlists, scripts, archives, images and programs never reach a decoder whatever their name.
 */
public final class MediaSniffer {

  /** Bytes of a file's start that suffice. */
  public static final int HEAD = 8 * 1024;

  private static final MediaType WAV = new MediaType("audio/wav", "wav", "wav");
  private static final MediaType FLAC = new MediaType("audio/flac", "flac", "flac");
  private static final MediaType OGG = new MediaType("audio/ogg", "ogg", "ogg");
  private static final MediaType OPUS = new MediaType("audio/ogg", "opus", "ogg");
  private static final MediaType M4A = new MediaType("audio/mp4", "m4a", "mov");
  private static final MediaType MP4 = new MediaType("video/mp4", "mp4", "mov");
  private static final MediaType MOV = new MediaType("video/quicktime", "mov", "mov");
  private static final MediaType WEBM = new MediaType("video/webm", "webm", "matroska");
  private static final MediaType MKV = new MediaType("video/x-matroska", "mkv", "matroska");

  private static final Map<String, MediaType> BRANDS =
      Map.of("M4A ", M4A, "M4B ", M4A, "M4P ", M4A, "qt  ", MOV);
  private static final Set<String> MP4_BRANDS =
      Set.of(
          "isom", "mp41", "mp42", "avc1", "dash", "M4V ", "M4VH", "M4VP", "f4v ", "F4V ", "MSNV",
          "XAVC", "mmp4", "NDSC", "NDSH", "NDSM", "NDSP", "NDSS", "NDXC", "NDXH", "NDXM", "NDXP",
          "NDXS", "cmfc", "kddi", "piff", "msdh");
  private static final Set<String> ATOMS = Set.of("moov", "mdat", "wide", "free", "skip");

  /**
   * Recognises a file.
   *
   * @param head its first {@link #HEAD} bytes, or all of it if it is shorter
   */
  public Optional<MediaType> sniff(byte[] head) {
    if (head.length < 12) {
      return Optional.empty();
    }
    String start = ascii(head, 0, 4);
    return switch (start) {
      case "RIFF", "RF64", "BW64" -> when(ascii(head, 8, 4).equals("WAVE"), WAV);
      case "fLaC" -> when((head[4] & 0x7F) == 0 && uint(head, 4) % (1 << 24) == 34, FLAC);
      case "OggS" -> ogg(head);
      case "\u001aE\u00df\u00a3" -> matroska(head);
      default -> "ftyp".equals(ascii(head, 4, 4)) ? brand(head) : atomOrFrames(head);
    };
  }

  private static Optional<MediaType> atomOrFrames(byte[] head) {
    if (ATOMS.contains(ascii(head, 4, 4))) {
      long size = uint(head, 0);
      return when(size == 1 || size >= 8, MOV);
    }
    return FrameSync.sniff(head);
  }

  private static Optional<MediaType> ogg(byte[] head) {
    if (head[4] != 0 || head.length < 28) {
      return Optional.empty();
    }
    int payload = 27 + (head[26] & 0xFF);
    return Optional.of(ascii(head, payload, 8).equals("OpusHead") ? OPUS : OGG);
  }

  private static Optional<MediaType> matroska(byte[] head) {
    // DocType (0x4282) is in the EBML header, which is a few dozen bytes long
    int end = Math.min(head.length, 256) - 3;
    for (int i = 4; i < end; i++) {
      if (head[i] == 0x42 && (head[i + 1] & 0xFF) == 0x82) {
        int length = head[i + 2] & 0x7F;
        String type = ascii(head, i + 3, length).replace("\0", "");
        return switch (type) {
          case "webm" -> Optional.of(WEBM);
          case "matroska" -> Optional.of(MKV);
          default -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }

  private static Optional<MediaType> brand(byte[] head) {
    String brand = ascii(head, 8, 4);
    if (uint(head, 0) < 16) {
      return Optional.empty();
    }
    boolean mp4 = MP4_BRANDS.contains(brand) || brand.matches("iso[2-9a-c]|3g[pgrs2][0-9a-z]");
    return mp4 ? Optional.of(MP4) : Optional.ofNullable(BRANDS.get(brand));
  }

  private static Optional<MediaType> when(boolean condition, MediaType type) {
    return condition ? Optional.of(type) : Optional.empty();
  }

  private static long uint(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | bytes[at + 3] & 0xFF;
  }

  private static String ascii(byte[] bytes, int at, int length) {
    int from = Math.min(at, bytes.length);
    int count = Math.min(length, bytes.length - from);
    return new String(bytes, from, count, StandardCharsets.ISO_8859_1);
  }
}
