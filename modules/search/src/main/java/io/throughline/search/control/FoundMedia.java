package io.throughline.search.control;

import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can be heard and seen of what was found.
 *
 * @param videos moments of recordings with a picture
 * @param images pictures
 * @param audio moments of recordings
 */
record FoundMedia(List<Item> videos, List<Item> images, List<Item> audio) {

  private static final int MOST_OF_A_KIND = 5;

  /**
   * @param link plays from where it was said (W3C Media Fragments URI 1.0, section 4.2.1)
   */
  record Item(RankedPassage passage, String link) {}

  static FoundMedia of(List<RankedPassage> found) {
    return new FoundMedia(
        items(found, DocumentKind.VIDEO),
        items(found, DocumentKind.IMAGE),
        items(found, DocumentKind.TRANSCRIPT));
  }

  private static List<Item> items(List<RankedPassage> found, DocumentKind kind) {
    List<Item> items = new ArrayList<>();
    Set<String> links = new HashSet<>();
    for (RankedPassage passage : found) {
      Optional<String> link = passage.kind() == kind ? link(passage) : Optional.empty();
      if (link.isPresent() && items.size() < MOST_OF_A_KIND && links.add(link.get())) {
        items.add(new Item(passage, link.get()));
      }
    }
    return items;
  }

  private static Optional<String> link(RankedPassage passage) {
    return switch (passage.kind()) {
      case TRANSCRIPT, VIDEO -> passage.link().map(l -> l + "/audio" + fragment(passage));
      case IMAGE -> passage.link();
      case DOCUMENT -> Optional.empty();
    };
  }

  private static String fragment(RankedPassage passage) {
    return passage.passage().moment().map(FoundMedia::fragment).orElse("");
  }

  private static String fragment(Moment moment) {
    return String.format(Locale.ROOT, "#t=%.2f,%.2f", moment.start(), moment.end());
  }
}
