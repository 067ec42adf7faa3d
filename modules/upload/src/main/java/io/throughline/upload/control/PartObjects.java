package io.throughline.upload.control;

import io.throughline.upload.api.ObjectOwner;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Owns the parts of uploads in pieces. An upload that has not been emptied needs all of them, those
 * without row too: they go with it when it expires. Thread-safe.
 */
public final class PartObjects implements ObjectOwner {

  private final UploadSessionStore sessions;

  public PartObjects(UploadSessionStore sessions) {
    this.sessions = sessions;
  }

  @Override
  public String prefix() {
    return PartStore.PREFIX;
  }

  @Override
  public Set<String> needed(Collection<String> keys) {
    Set<String> ids = keys.stream().map(PartStore::sessionId).collect(Collectors.toSet());
    Set<String> filled = sessions.filled(ids);
    return keys.stream()
        .filter(key -> filled.contains(PartStore.sessionId(key)))
        .collect(Collectors.toSet());
  }
}
