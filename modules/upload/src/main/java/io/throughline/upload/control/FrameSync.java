package io.throughline.upload.control;

import io.throughline.upload.api.MediaType;
import java.util.Optional;

/**
 * Recognises formats that are a bare row of frames: MP3 and AAC in ADTS. Eleven set bits occur in
 * many files, so the header's fields must make sense and the next frame must follow.
 */
final class FrameSync {

  private static final MediaType MP3 = new MediaType("audio/mpeg", "mp3", "mp3");
  private static final MediaType AAC = new MediaType("audio/aac", "aac", "aac");

  private static final int[] KBPS_V1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBPS_V2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] HZ = {44_100, 48_000, 32_000};

  private FrameSync() {}

  static Optional<MediaType> sniff(byte[] head) {
    long audio = afterTag(head);
    if (audio < 0) {
      return Optional.empty();
    }
    if (audio > 0 && audio + 8 > head.length) {
      // the tag, perhaps with pictures, is longer than what we see; MP3 is who writes such tags
      return Optional.of(MP3);
    }
    int at = (int) audio;
    if (follows(head, at, mp3Length(head, at), true)) {
      return Optional.of(MP3);
    }
    return follows(head, at, adtsLength(head, at), false) ? Optional.of(AAC) : Optional.empty();
  }

  /** Where an ID3v2 tag ends: 0 if there is none, -1 if it is not a real one. */
  private static long afterTag(byte[] head) {
    if (head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
      return 0;
    }
    boolean version = head[3] >= 2 && head[3] <= 4 && (head[4] & 0xFF) != 0xFF;
    long size = 0;
    for (int i = 6; i < 10; i++) {
      if (head[i] < 0) {
        return -1;
      }
      size = size << 7 | head[i];
    }
    boolean footer = (head[5] & 0x10) != 0;
    return version ? 10 + size + (footer ? 10 : 0) : -1;
  }

  private static boolean follows(byte[] head, int at, int length, boolean mp3) {
    if (length <= 0) {
      return false;
    }
    int next = at + length;
    if (next + 7 > head.length) {
      // a single frame is the whole file, or its end
      return next == head.length;
    }
    return (mp3 ? mp3Length(head, next) : adtsLength(head, next)) > 0;
  }

  private static int mp3Length(byte[] b, int at) {
    if (at + 4 > b.length || (b[at] & 0xFF) != 0xFF || (b[at + 1] & 0xE0) != 0xE0) {
      return -1;
    }
    int version = b[at + 1] >> 3 & 3;
    int layer = b[at + 1] >> 1 & 3;
    int rate = b[at + 2] >> 4 & 15;
    int frequency = b[at + 2] >> 2 & 3;
    if (version == 1 || layer != 1 || rate == 0 || rate == 15 || frequency == 3) {
      return -1;
    }
    boolean v1 = version == 3;
    int hz = HZ[frequency] >> (v1 ? 0 : version == 2 ? 1 : 2);
    int padding = b[at + 2] >> 1 & 1;
    int kbps = (v1 ? KBPS_V1 : KBPS_V2)[rate];
    return (v1 ? 144_000 : 72_000) * kbps / hz + padding;
  }

  private static int adtsLength(byte[] b, int at) {
    if (at + 7 > b.length || (b[at] & 0xFF) != 0xFF || (b[at + 1] & 0xF6) != 0xF0) {
      return -1;
    }
    int frequency = b[at + 2] >> 2 & 15;
    int length = (b[at + 3] & 3) << 11 | (b[at + 4] & 0xFF) << 3 | (b[at + 5] & 0xFF) >> 5;
    return frequency < 13 && length > 7 ? length : -1;
  }
}
