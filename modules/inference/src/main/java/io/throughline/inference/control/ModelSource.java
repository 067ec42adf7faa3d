package io.throughline.inference.control;

import java.util.List;

/**
 * Says which models there are. Whatever brings models is a bean of this type, and they are listed.
 * Thread-safe.
 */
@FunctionalInterface
public interface ModelSource {

  /**
   * What is configured, at once: asks no other server, so that one that is away holds up nobody.
   */
  List<ListedModel> models();
}
