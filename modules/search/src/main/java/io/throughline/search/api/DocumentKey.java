package io.throughline.search.api;

/**
 * Which document. Two tenants may use the same collection and id for different things.
 *
 * @param tenant whose document it is
 * @param collection the collection it is in
 * @param id unique in its collection; a job's id for what a job has made
 */
public record DocumentKey(String tenant, String collection, String id) {

  /** Whose everything is until callers are known. */
  public static final String DEFAULT_TENANT = "default";
}
