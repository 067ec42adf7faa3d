package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkChecksumTest {

  private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.UTF_8);

  @Test
  void noHeaderIsNoChecksum() throws Exception {
    assertThat(ChunkChecksum.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
        "sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=",
        "md5 XrY7u+Ae7tCTyyK7j1rNww=="
      })
  void theRightBytesPass(String header) throws Exception {
    ChunkChecksum checksum = ChunkChecksum.of(header).orElseThrow();
    checksum.digest().update(HELLO);

    assertThatCode(checksum::verify).doesNotThrowAnyException();
  }

  @Test
  void otherBytesDoNot() throws Exception {
    ChunkChecksum checksum = ChunkChecksum.of("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=").orElseThrow();
    checksum.digest().update(HELLO, 0, HELLO.length - 1);

    assertThatThrownBy(checksum::verify)
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.CHECKSUM_MISMATCH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "crc32 AAAA", "SHA1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha-1 x", " "})
  void anUnknownAlgorithmIsRefused(String header) {
    assertRefused(header, Reason.UNKNOWN_CHECKSUM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sha1", "sha1 ", "sha1 %%%", "sha1 AAAA", "sha256 Kq5sNclPz7QV2+lfQIuc6R7oRu0="})
  void aMalformedValueIsRefused(String header) {
    assertRefused(header, Reason.INVALID_HEADER);
  }

  private static void assertRefused(String header, Reason reason) {
    assertThatThrownBy(() -> ChunkChecksum.of(header))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.field()).isEqualTo("Upload-Checksum");
            });
  }
}
