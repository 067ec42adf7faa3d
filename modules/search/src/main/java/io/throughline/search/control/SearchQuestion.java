package io.throughline.search.control;

import java.util.List;

/**
 * What a caller asks.
 *
 * @param tenant whose documents are searched
 * @param caller who asks, for the rate limit and as a hash in the query log
 * @param text as it was sent
 * @param collections where to look; empty for all
 * @param topK at most so many sources
 * @param bypassCache true to answer anew
 */
public record SearchQuestion(
    String tenant,
    String caller,
    String text,
    List<String> collections,
    int topK,
    boolean bypassCache) {

  public SearchQuestion {
    collections = List.copyOf(collections);
  }
}
