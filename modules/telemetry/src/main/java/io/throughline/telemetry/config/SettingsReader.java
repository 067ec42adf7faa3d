package io.throughline.telemetry.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads settings under their several names and collects one line for each wrong value. A wrong
 * value counts as not set. Not thread-safe.
 */
final class SettingsReader {

  private static final int SHOWN = 60;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private final UnaryOperator<String> lookup;
  private final List<String> problems = new ArrayList<>();

  /** A value and the name that it was found under. */
  record Setting(String name, String value) {}

  /**
   * @param lookup value by name, null when not set
   */
  SettingsReader(UnaryOperator<String> lookup) {
    this.lookup = lookup;
  }

  /** The first of these settings that is set to more than blanks. */
  Optional<Setting> first(String... names) {
    for (String name : names) {
      String value = lookup.apply(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(new Setting(name, value.strip()));
      }
    }
    return Optional.empty();
  }

  Optional<String> text(String... names) {
    return first(names).map(Setting::value);
  }

  /** {@code true} or {@code false}, and what else people write for them. */
  Optional<Boolean> flag(String... names) {
    return checked("true or false", SettingsReader::truth, names);
  }

  private static Optional<Boolean> truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> Optional.of(true);
      case "false", "off", "no", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  Optional<String> oneOf(Collection<String> allowed, String... names) {
    return checked(
        "one of " + String.join(", ", allowed),
        value -> Optional.of(value.toLowerCase(Locale.ROOT)).filter(allowed::contains),
        names);
  }

  /** A number from 0 to 1, as it was written. */
  Optional<String> ratio(String... names) {
    return checked("a number from 0 to 1", SettingsReader::ratio, names);
  }

  private static Optional<String> ratio(String value) {
    try {
      double number = Double.parseDouble(value);
      return number >= 0 && number <= 1 ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A value that {@code parse} understands; else one line that says what it should have been. */
  <T> Optional<T> checked(String wanted, Function<String, Optional<T>> parse, String... names) {
    Optional<Setting> setting = first(names);
    Optional<T> parsed = setting.map(Setting::value).flatMap(parse);
    if (setting.isPresent() && parsed.isEmpty()) {
      problem(setting.get(), "is not " + wanted + "; it is ignored");
    }
    return parsed;
  }

  void problem(Setting setting, String what) {
    problems.add(setting.name() + "=" + shown(setting.value()) + " " + what);
  }

  /** For values that may hold a secret. */
  void problemWithoutValue(Setting setting, String what) {
    problems.add(setting.name() + " " + what);
  }

  private static String shown(String value) {
    String plain = UNPRINTABLE.matcher(value).replaceAll("?");
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
  }

  /** One line for each wrong value so far. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
