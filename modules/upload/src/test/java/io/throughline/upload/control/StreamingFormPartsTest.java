package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.MALFORMED_MULTIPART;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_LARGE;
import static io.throughline.upload.api.MediaRejectedException.Reason.UNSUPPORTED_MEDIA_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.ReceivedForm;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of too many parts, too large ones, and what is no form. */
class StreamingFormPartsTest extends StreamingFormTests {

  @Test
  void twoFilesOfOneNameShouldBeRefused() {
    assertRefused(
        new FormBody().file("file", "a.wav", WAV).file("file", "b.wav", WAV).end(),
        MALFORMED_MULTIPART);
  }

  @Test
  void twoFieldsOfOneNameShouldBeRefused() {
    assertRefused(
        new FormBody().file("file", "a.wav", WAV).field("model", "a").field("model", "b").end(),
        MALFORMED_MULTIPART);
  }

  @Test
  void tenThousandPartsShouldBeRefused() {
    FormBody body = new FormBody().file("file", "a.wav", WAV);
    for (int i = 0; i < 10_000; i++) {
      body.field("f" + i, "");
    }
    assertRefused(body.end().stream(), OptionalLong.empty(), MALFORMED_MULTIPART);
  }

  @Test
  void fieldOverTheCapShouldBeRefused() {
    assertRefused(
        new FormBody().file("file", "a.wav", WAV).field("prompt", "x".repeat(65_537)).end(),
        TOO_LARGE);
  }

  @Test
  void fieldAtTheCapShouldBeTaken() throws Exception {
    String value = "x".repeat(65_536);
    assertThat(receive(new FormBody().field("prompt", value).end()).field("prompt"))
        .contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; charset=utf-8"
      })
  void missingBoundaryShouldBeRefused(String contentType) {
    InputStream body = form("file", "a.wav", WAV).stream();
    assertThatThrownBy(
            () ->
                receiver.receive(body, contentType, OptionalLong.empty(), FormParts.media("file")))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(MALFORMED_MULTIPART));
  }

  @Test
  void otherContentTypesShouldBeRefused() {
    for (String contentType : new String[] {null, "", "application/json", "text/plain; a=b"}) {
      assertThatThrownBy(
              () ->
                  receiver.receive(
                      InputStream.nullInputStream(),
                      contentType,
                      OptionalLong.empty(),
                      FormParts.media("file")))
          .isInstanceOfSatisfying(
              MediaRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(UNSUPPORTED_MEDIA_TYPE));
    }
  }

  @Test
  void brokenFormsShouldBeRefused() {
    for (FormBody broken :
        List.of(
            new FormBody(),
            new FormBody().end(),
            new FormBody().raw("no form at all"),
            new FormBody().raw("--" + FormBody.BOUNDARY),
            new FormBody().file("file", "a.wav", WAV),
            new FormBody().part("attachment; name=\"a\"", new byte[1]).end(),
            new FormBody().part("form-data", new byte[1]).end(),
            new FormBody().part("form-data; name=\"\"", new byte[1]).end(),
            new FormBody().raw("--" + FormBody.BOUNDARY + "\r\nX: " + "y".repeat(100_000)),
            new FormBody().raw("--" + FormBody.BOUNDARY + "\r\n\r\nno headers\r\n").end())) {
      assertRefused(broken, MALFORMED_MULTIPART);
    }
  }

  @Test
  void unknownFilesShouldBeIgnored() throws Exception {
    ReceivedForm form =
        receive(
            new FormBody()
                .file("virus", "a.exe", new byte[200_000])
                .file("file", "a.wav", WAV)
                .end());
    assertThat(form.uploads()).containsOnlyKeys("file");
    assertThat(form.fields()).isEmpty();
    assertThat(filesOnDisk()).containsExactly("uploads/id-1");
  }
}
