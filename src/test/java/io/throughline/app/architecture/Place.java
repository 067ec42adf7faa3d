package io.throughline.app.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Optional;
import java.util.Set;

/**
 * Where a class stands: {@code io.throughline.{module}.{layer}}. Below {@code
 * io.throughline.fixture} stand classes that break the rules on purpose, as if it were the root.
 *
 * @param layer first package below the module; empty for the module's own package
 * @param rest packages below the layer
 */
record Place(String module, String layer, String rest) {

  private static final String ROOT = "io.throughline.";
  private static final String FIXTURES = ROOT + "fixture.";

  static Optional<Place> of(JavaClass type) {
    String name = type.getPackageName() + ".";
    String root = name.startsWith(FIXTURES) ? FIXTURES : ROOT;
    if (!name.startsWith(root)) {
      return Optional.empty();
    }
    String[] parts = name.substring(root.length()).split("\\.", 3);
    return Optional.of(
        new Place(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : ""));
  }

  static DescribedPredicate<JavaClass> inModule(String module) {
    return DescribedPredicate.describe(
        "in module " + module, type -> of(type).filter(p -> p.module.equals(module)).isPresent());
  }

  static DescribedPredicate<JavaClass> inLayer(String... layers) {
    Set<String> wanted = Set.of(layers);
    return DescribedPredicate.describe(
        "in " + String.join(" or ", layers),
        type -> of(type).filter(p -> wanted.contains(p.layer)).isPresent());
  }

  /** In a package with this name somewhere below the layer. */
  static DescribedPredicate<JavaClass> inAdapter(String name) {
    return DescribedPredicate.describe(
        "in an adapter for " + name,
        type -> of(type).filter(p -> Set.of(p.rest.split("\\.")).contains(name)).isPresent());
  }
}
