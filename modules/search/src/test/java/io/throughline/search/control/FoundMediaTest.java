package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.control.FoundMedia.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundMediaTest {

  @Test
  void aMomentOfARecordingIsALinkThatSeeks() {
    FoundMedia media =
        FoundMedia.of(List.of(found(DocumentKind.TRANSCRIPT, "/v1/audio/transcriptions/j", 61.2)));

    assertThat(media.audio())
        .extracting(Item::link)
        .containsExactly("/v1/audio/transcriptions/j/audio#t=61.20,63.20");
    assertThat(media.videos()).isEmpty();
    assertThat(media.images()).isEmpty();
  }

  @Test
  void videosSeekAndImagesAreShown() {
    FoundMedia media =
        FoundMedia.of(
            List.of(
                found(DocumentKind.VIDEO, "/v1/audio/transcriptions/v", 2),
                found(DocumentKind.IMAGE, "https://example.org/i.png", 2),
                found(DocumentKind.DOCUMENT, "https://example.org/d", 2)));

    assertThat(media.videos())
        .extracting(Item::link)
        .containsExactly("/v1/audio/transcriptions/v/audio#t=2.00,4.00");
    assertThat(media.images()).extracting(Item::link).containsExactly("https://example.org/i.png");
  }

  @Test
  void atMostFiveOfAKindAndEachMomentOnce() {
    List<RankedPassage> many =
        IntStream.range(0, 40).mapToObj(i -> found(DocumentKind.TRANSCRIPT, "/j", i / 2)).toList();

    assertThat(FoundMedia.of(many).audio())
        .hasSize(5)
        .extracting(Item::link)
        .doesNotHaveDuplicates();
  }

  private static RankedPassage found(DocumentKind kind, String link, double start) {
    return new RankedPassage(
        new DocumentKey("t", "c", "id"),
        kind,
        Optional.empty(),
        Optional.of(link),
        Map.of(),
        0,
        new Passage("words", Optional.of(new Moment(start, start + 2, Optional.empty()))),
        1);
  }
}
