package io.throughline.search.boundary;

import io.throughline.search.api.InvalidSearchException;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of collections, and which of them belong to the server. */
final class CollectionName {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
  private static final Set<String> OWN = Set.of("transcripts", "images");

  private CollectionName() {}

  static String toRead(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidSearchException(
          "collection", "must have 1 to 64 lower-case letters, digits, hyphens and underscores");
    }
    return name;
  }

  static String toWrite(String name) {
    if (isOwn(toRead(name))) {
      throw new ForbiddenException(
          "this collection is the server's own: it follows the jobs, delete those instead");
    }
    return name;
  }

  static boolean isOwn(String name) {
    return OWN.contains(name);
  }
}
