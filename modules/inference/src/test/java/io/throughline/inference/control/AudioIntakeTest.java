package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.control.AudioIntake.Use;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudioIntakeTest {

  private static final AudioProperties PROPERTIES = new AudioProperties(3.5, "opus", 2, 48_000);
  private static final MediaType WAV = new MediaType("audio/wav", "wav", "wav");
  private static final String ADDRESS = "https://example.org/talk.wav";
  private static final String UPLOAD = "5f0c";

  private final ObjectsInMemory storage = new ObjectsInMemory();
  private ReceivedForm received = form(Map.of(), "uploads/sent");
  private Exception brokenMedia;

  @Test
  void aRecordingThatIsUsedStays() throws Exception {
    String used = take((form, recording, found) -> keep(recording) + " " + found.codec());

    assertThat(used).isEqualTo("uploads/sent opus");
    assertThat(storage.objects).containsOnlyKeys("uploads/sent");
  }

  @Test
  void aRecordingWhoseUseFailsGoes() {
    assertThatThrownBy(() -> take(failing())).isInstanceOf(IOException.class).hasMessage("no room");

    assertThat(storage.objects).isEmpty();
  }

  @Test
  void aRecordingThatIsNotAcceptableGoes() {
    brokenMedia = new MediaRejectedException(Reason.NO_AUDIO, "file", "no audio");

    assertThatThrownBy(() -> take((form, recording, found) -> "never")).isSameAs(brokenMedia);

    assertThat(storage.objects).isEmpty();
  }

  @Test
  void aFormWithoutRecordingIsRefused() {
    received = form(Map.of());

    assertRefused(Reason.MISSING_FILE);
  }

  @Test
  void aFormWithFileAndUrlIsRefusedAndItsFileGoes() {
    received = form(Map.of("audio_url", List.of(ADDRESS)), "uploads/sent");

    assertRefused(Reason.MISSING_FILE);
  }

  @Test
  void aUrlThatIsMalformedIsRefused() {
    received = form(Map.of("audio_url", List.of("https://exa mple/")));

    assertRefused(Reason.URL_NOT_ALLOWED);
  }

  @Test
  void aRecordingOfAFormsUrlIsUsedAndGoesWhenTheUseFails() throws Exception {
    received = form(Map.of("audio_url", List.of(" " + ADDRESS + " ")));

    assertThat(take((form, recording, found) -> keep(recording))).isEqualTo("uploads/fetched");
    assertThat(storage.objects).containsOnlyKeys("uploads/fetched");
    assertThatThrownBy(() -> take(failing())).isInstanceOf(IOException.class);
    assertThat(storage.objects).isEmpty();
  }

  @Test
  void aFormWithUrlAndUploadIsRefused() {
    received = form(Map.of("audio_url", List.of(ADDRESS), "upload_id", List.of(UPLOAD)));

    assertRefused(Reason.MISSING_FILE);
  }

  @Test
  void aRecordingUploadedBeforeIsUsedAndGoesWhenTheUseFails() throws Exception {
    received = form(Map.of("upload_id", List.of(" " + UPLOAD + " ")));

    assertThat(take((form, recording, found) -> keep(recording))).isEqualTo("uploads/joined");
    assertThatThrownBy(() -> take(failing())).isInstanceOf(IOException.class);
    assertThat(storage.objects).isEmpty();
  }

  @Test
  void aRecordingOfAUrlAloneGoesWhenTheUseFails() {
    received = form(Map.of());

    assertThatThrownBy(() -> intake().fetch(ADDRESS, failing())).isInstanceOf(IOException.class);

    assertThat(storage.objects).isEmpty();
  }

  private void assertRefused(Reason reason) {
    assertThatThrownBy(() -> take((form, recording, found) -> "never"))
        .isInstanceOfSatisfying(
            MediaRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(storage.objects).isEmpty();
  }

  @Test
  void aRecordingThatAJobMayHaveStaysWhateverFailsAfterwards() {
    Use<String> committing =
        (form, recording, found) -> {
          recording.takeOver();
          throw new IOException("the answer of the commit got lost");
        };

    assertThatThrownBy(() -> take(committing)).isInstanceOf(IOException.class);

    assertThat(storage.objects).containsOnlyKeys("uploads/sent");
  }

  @Test
  void aRecordingThatNoJobTakesGoes() throws Exception {
    assertThat(take((form, recording, found) -> "had it before")).isEqualTo("had it before");

    assertThat(storage.objects).isEmpty();
  }

  private static String keep(ReceivedFile recording) {
    recording.takeOver();
    return recording.upload().storageKey();
  }

  private static Use<String> failing() {
    return (form, recording, found) -> {
      throw new IOException("no room");
    };
  }

  private String take(Use<String> use) throws Exception {
    return intake()
        .take(
            InputStream.nullInputStream(),
            "multipart/form-data",
            OptionalLong.empty(),
            Set.of(),
            use);
  }

  private AudioIntake intake() {
    return new AudioIntake(
        (body, contentType, length, parts) -> received,
        url -> {
          assertThat(url).hasToString(ADDRESS);
          return stored("uploads/fetched");
        },
        id -> {
          assertThat(id).isEqualTo(UPLOAD);
          return stored("uploads/joined");
        },
        storage,
        decoder(),
        Telemetry.off());
  }

  private AudioDecoder decoder() {
    return new AudioDecoder() {
      @Override
      public AudioProperties probe(Path file, MediaType type) throws MediaRejectedException {
        if (brokenMedia instanceof MediaRejectedException rejected) {
          throw rejected;
        }
        return PROPERTIES;
      }

      @Override
      public DecodedAudio decode(
          Path file, MediaType type, OptionalInt channel, int sampleRate, Path target) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** What the receiver gives, with nothing else in the storage. */
  private ReceivedForm form(Map<String, List<String>> fields, String... keys) {
    storage.objects.clear();
    return new ReceivedForm(fields, keys.length == 0 ? Map.of() : Map.of("file", stored(keys[0])));
  }

  private Upload stored(String key) {
    storage.objects.put(key, new byte[] {1});
    return new Upload("id", key, 1, "0".repeat(64), WAV);
  }
}
