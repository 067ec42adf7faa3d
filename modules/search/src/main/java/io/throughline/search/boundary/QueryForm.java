package io.throughline.search.boundary;

import io.throughline.search.api.InvalidSearchException;
import java.io.InputStream;
import java.util.Map;

/** A question to one collection, as a client sends it. */
final class QueryForm {

  private static final int LONGEST_QUERY = 500;
  private static final int MOST_RESULTS = 100;

  private String query;
  private int topK = 10;

  private QueryForm() {}

  /**
   * Reads a question.
   *
   * @throws InvalidSearchException if a member is wrong
   */
  static QueryForm read(InputStream body) {
    QueryForm form = new QueryForm();
    JsonMembers.read(
        body,
        Map.of(
            "query",
            (parser, first) -> form.query = JsonMembers.text("query", parser, first),
            "top_k",
            (parser, first) ->
                form.topK = JsonMembers.integer("top_k", parser, first, 1, MOST_RESULTS)));
    if (form.query == null
        || form.query.isBlank()
        || form.query.codePointCount(0, form.query.length()) > LONGEST_QUERY) {
      throw new InvalidSearchException("query", "must have 1 to " + LONGEST_QUERY + " characters");
    }
    return form;
  }

  String query() {
    return query;
  }

  int topK() {
    return topK;
  }
}
