package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadMetadataTest {

  @Test
  void nothingSaidIsNothing() throws Exception {
    assertThat(UploadMetadata.of(null)).isEmpty();
    assertThat(UploadMetadata.of(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filename d29ybGQ=",
        "filename d29ybGQ=,is_confidential",
        "filename d29ybGQ=, filetype YXVkaW8vd2F2",
        "empty ,x"
      })
  void whatIsWellFormedIsKeptAsItIs(String header) throws Exception {
    assertThat(UploadMetadata.of(header)).contains(header);
  }

  static Stream<String> malformed() {
    return Stream.of(
        ",",
        "filename d29ybGQ=,",
        "filename not-base64!",
        "filename a b",
        "name YQ==,name Yg==",
        "n\u00e4me YQ==",
        "key\tYQ==",
        "x " + "A".repeat(4096));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsMalformedIsRefused(String header) {
    assertThatThrownBy(() -> UploadMetadata.of(header))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INVALID_HEADER);
              assertThat(e.field()).isEqualTo("Upload-Metadata");
              assertThat(e.getMessage()).doesNotContain("YQ==", "d29ybGQ=");
            });
  }
}
