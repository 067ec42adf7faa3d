package io.throughline.search.control;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents for tests. */
public final class Samples {

  public static final String TENANT = "tenant-a";
  public static final String NOTES = "notes";
  public static final HashedWords MODEL = new HashedWords("hashed-words", 16);

  private Samples() {}

  public static DocumentKey key(String id) {
    return new DocumentKey(TENANT, NOTES, id);
  }

  public static SearchDocument note(String id, String... passages) {
    return document(key(id), passages);
  }

  public static SearchDocument document(DocumentKey key, String... passages) {
    List<Passage> texts = Arrays.stream(passages).map(Passage::of).toList();
    return new SearchDocument(
        key,
        DocumentKind.DOCUMENT,
        Optional.of("title of " + key.id()),
        Optional.empty(),
        Map.of("origin", "test"),
        texts);
  }

  public static Embeddings embedded(SearchDocument document) {
    return embedded(document, MODEL);
  }

  public static Embeddings embedded(SearchDocument document, HashedWords model) {
    return document.passages().isEmpty()
        ? Embeddings.none()
        : new Embeddings(
            Optional.of(model.id()),
            model.embed(document.passages().stream().map(Passage::text).toList()));
  }
}
