package io.throughline.search.boundary;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.PassageSplitter;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A document as a client sends it. */
final class DocumentForm {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_LINK = 2000;
  private static final int MOST_METADATA = 50;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_VALUE = 1000;

  private String id;
  private String title;
  private String link;
  private String text;
  private Map<String, String> metadata = Map.of();

  private DocumentForm() {}

  /**
   * Reads a document.
   *
   * @throws InvalidSearchException if a member is wrong; the first that is
   */
  static DocumentForm read(InputStream body) {
    DocumentForm form = new DocumentForm();
    Map<String, JsonMembers.Member> members = new HashMap<>();
    members.put("id", (parser, first) -> form.id = JsonMembers.text("id", parser, first));
    members.put("title", (parser, first) -> form.title = JsonMembers.text("title", parser, first));
    members.put("link", (parser, first) -> form.link = JsonMembers.text("link", parser, first));
    members.put("text", (parser, first) -> form.text = JsonMembers.text("text", parser, first));
    members.put(
        "metadata",
        (parser, first) ->
            form.metadata = JsonMembers.values("metadata", parser, first, MOST_METADATA));
    JsonMembers.read(body, members);
    form.check();
    return form;
  }

  private void check() {
    if (id != null) {
      requireId(id);
    }
    if (text == null || text.isBlank()) {
      throw new InvalidSearchException("text", "must be there and not blank");
    }
    if (title != null && (title.isBlank() || title.length() > LONGEST_TITLE)) {
      throw new InvalidSearchException("title", "must have 1 to " + LONGEST_TITLE + " characters");
    }
    if (link != null && !isLink(link)) {
      throw new InvalidSearchException(
          "link", "must be an http or https address of at most " + LONGEST_LINK + " characters");
    }
    metadata.forEach(DocumentForm::requireShort);
  }

  private static boolean isLink(String link) {
    try {
      URI uri = new URI(link);
      return link.length() <= LONGEST_LINK
          && uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void requireShort(String name, String value) {
    if (name.isBlank() || name.length() > LONGEST_NAME || value.length() > LONGEST_VALUE) {
      throw new InvalidSearchException(
          "metadata",
          "must have names of 1 to "
              + LONGEST_NAME
              + " and values of at most "
              + LONGEST_VALUE
              + " characters");
    }
  }

  /**
   * @throws InvalidSearchException if no document can have this id
   */
  static String requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new InvalidSearchException(
          "id", "must have 1 to 128 letters, digits, dots, colons, hyphens and underscores");
    }
    return id;
  }

  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  SearchDocument document(DocumentKey key) {
    return new SearchDocument(
        key,
        DocumentKind.DOCUMENT,
        Optional.ofNullable(title),
        Optional.ofNullable(link),
        metadata,
        PassageSplitter.split(text));
  }
}
