package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.upload.api.MediaType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MediaSnifferTest {

  private static final String EBML = "\32E\337\243\237B\206\201\1B\362\201\4B\363\201\10B\202";

  private final MediaSniffer sniffer = new MediaSniffer();

  @ParameterizedTest
  @CsvSource({
    "M4A, m4a",
    "qt, mov",
    "isom, mp4",
    "mp42, mp4",
    "iso6, mp4",
    "3gp4, mp4",
    "3g2a, mp4"
  })
  void brandsOfAudioAndVideoShouldBeRecognised(String brand, String extension) {
    String padded = (brand + "  ").substring(0, 4);
    assertThat(extension("\0\0\0\30ftyp" + padded + "\0\0\2\0isommp42")).contains(extension);
  }

  @ParameterizedTest
  @CsvSource({"heic", "heix", "mif1", "avif", "avis", "jp2", "crx", "JP20", "????"})
  void brandsOfPicturesShouldNotBeRecognised(String brand) {
    String padded = (brand + "  ").substring(0, 4);
    assertThat(extension("\0\0\0\30ftyp" + padded + "\0\0\2\0isommp42")).isEmpty();
  }

  @Test
  void oldQuickTimeShouldBeRecognisedByItsAtoms() {
    assertThat(extension("\0\0\0\10wide\0\0\20\0mdat")).contains("mov");
    assertThat(extension("\0\0\0\1mdat\0\0\0\0\0\0\20\0")).contains("mov");
    assertThat(extension("\0\0\0\7moov\0\0\0\0")).isEmpty();
  }

  @Test
  void matroskaShouldBeRecognisedByItsDocType() {
    assertThat(extension(EBML + "\204webmB\207\201\4")).contains("webm");
    assertThat(extension(EBML + "\210matroskaB\207\201\4")).contains("mkv");
    assertThat(extension(EBML + "\210exampleX")).isEmpty();
    assertThat(extension(EBML)).isEmpty();
  }

  @Test
  void oggShouldBeRecognised() {
    String page = "OggS\0\2" + "\0".repeat(20) + "\1\23";
    assertThat(extension(page + "OpusHead\1\2")).contains("opus");
    assertThat(extension(page + "\1vorbis\0\0\0")).contains("ogg");
    assertThat(extension("OggS\1\2" + "\0".repeat(30))).isEmpty();
  }

  @Test
  void wavShouldBeRecognisedInItsLargeFormsToo() {
    for (String form : new String[] {"RIFF", "RF64", "BW64"}) {
      assertThat(extension(form + "\377\377\377\377WAVEds64")).contains("wav");
    }
  }

  @Test
  void tagShouldNotHideWhatFollowsIt() {
    String tag = "ID3\4\0\0\0\0\0\12" + "\0".repeat(10);
    String adts = "\377\361\120\200\2\37\374\0\0\0\0\0\0\0\0\0";
    String mp3 = "\377\373\220\144" + "\0".repeat(413);
    assertThat(extension(tag + adts + adts)).contains("aac");
    assertThat(extension(tag + mp3 + mp3)).contains("mp3");
    assertThat(extension(tag + "<html><script></script></html>")).isEmpty();
    assertThat(extension("ID3\4\0\0\6\0\0\0")).as("shorter than any file").isEmpty();
    assertThat(extension("ID3\4\0\0\6\0\0\0APIC")).as("longer than the head").contains("mp3");
  }

  @ParameterizedTest
  @MethodSource("notMedia")
  void nothingElseShouldBeRecognised(String kind) {
    assertThat(sniffer.sniff(HostileMedia.notMedia().get(kind))).isEmpty();
  }

  static Stream<String> notMedia() {
    return HostileMedia.notMedia().keySet().stream();
  }

  @Test
  void headsCutAnywhereShouldNotFail() {
    String[] heads = {
      EBML + "\204webm",
      "OggS\0\2" + "\0".repeat(20) + "\1\23OpusHead",
      "ID3\4\0\0\0\0\0\1\0\377\373"
    };
    for (String head : heads) {
      byte[] bytes = HostileMedia.ascii(head);
      for (int length = 0; length <= bytes.length; length++) {
        assertThat(sniffer.sniff(Arrays.copyOf(bytes, length))).isNotNull();
      }
    }
  }

  private Optional<String> extension(String head) {
    return sniffer.sniff(HostileMedia.ascii(head)).map(MediaType::extension);
  }
}
