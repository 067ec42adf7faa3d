package io.throughline.upload.control;

import io.throughline.upload.api.ObjectOwner;
import java.util.Collection;
import java.util.Set;

/** Owns received files: one is needed as long as it is registered. Thread-safe. */
public final class UploadObjects implements ObjectOwner {

  private final UploadRegister register;

  public UploadObjects(UploadRegister register) {
    this.register = register;
  }

  @Override
  public String prefix() {
    return MediaIntake.PREFIX;
  }

  @Override
  public Set<String> needed(Collection<String> keys) {
    return register.registered(keys);
  }
}
