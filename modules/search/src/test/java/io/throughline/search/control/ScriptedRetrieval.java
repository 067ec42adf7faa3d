package io.throughline.search.control;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the same passages whatever is asked. */
final class ScriptedRetrieval implements Retrieval {

  final List<RetrievalQuery> asked = new ArrayList<>();
  Runnable before = () -> {};
  List<RankedPassage> passages =
      List.of(
          passage(DocumentKind.DOCUMENT, "bridge", "The bridge opened in 1932. It is of steel."),
          passage(DocumentKind.TRANSCRIPT, "talk", "we walked over the old bridge"),
          passage(DocumentKind.IMAGE, "picture", "A bridge at night"));

  @Override
  public Set<String> collections(String tenant) {
    return Set.of("notes");
  }

  @Override
  public List<RankedPassage> find(RetrievalQuery query) {
    before.run();
    asked.add(query);
    return passages;
  }

  private static RankedPassage passage(DocumentKind kind, String id, String text) {
    return new RankedPassage(
        new DocumentKey("t", "notes", id),
        kind,
        Optional.of("About a " + id),
        Optional.of("/somewhere/" + id),
        Map.of("language", "en"),
        0,
        new Passage(text, Optional.of(new Moment(1.5, 4, Optional.of("SPEAKER_00")))),
        0.5);
  }
}
