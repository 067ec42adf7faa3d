package io.throughline.upload.store;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * An object's key, checked: nothing but a path below the root can come out of it.
 *
 * @throws IllegalArgumentException when it is not one that the server would make
 */
public record StorageKey(String value) {

  private static final int MAX_LENGTH = 200;
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9/_.-]*");
  private static final Pattern DOTS_OR_EMPTY = Pattern.compile("\\.*");

  public StorageKey {
    if (value.length() > MAX_LENGTH || !ALLOWED.matcher(value).matches()) {
      throw notAKey();
    }
    for (String element : value.split("/", -1)) {
      if (DOTS_OR_EMPTY.matcher(element).matches()) {
        throw notAKey();
      }
    }
  }

  /** Where a store of files keeps the object. */
  public Path below(Path root) {
    return root.resolve(value);
  }

  private static IllegalArgumentException notAKey() {
    return new IllegalArgumentException("Not an object key: nothing was read or stored");
  }
}
