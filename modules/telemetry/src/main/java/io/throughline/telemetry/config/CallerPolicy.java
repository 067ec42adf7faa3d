package io.throughline.telemetry.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which callers something is granted to, by the address that their connection comes from: {@code
 * none}, {@code any}, or a comma-separated list of {@code loopback}, addresses and blocks such as
 * {@code 10.0.0.0/8}. Immutable.
 */
public final class CallerPolicy {

  private static final CallerPolicy NONE = new CallerPolicy("none", false, false, List.of());

  private final String text;
  private final boolean any;
  private final boolean loopback;
  private final List<AddressRange> ranges;

  private CallerPolicy(String text, boolean any, boolean loopback, List<AddressRange> ranges) {
    this.text = text;
    this.any = any;
    this.loopback = loopback;
    this.ranges = ranges;
  }

  /** Grants to nobody. */
  public static CallerPolicy none() {
    return NONE;
  }

  /** Empty if {@code text} is not written as the class says. */
  public static Optional<CallerPolicy> parse(String text) {
    String trimmed = text.strip();
    if (trimmed.equals("none") || trimmed.equals("off")) {
      return Optional.of(NONE);
    }
    if (trimmed.equals("any")) {
      return Optional.of(new CallerPolicy(trimmed, true, false, List.of()));
    }
    boolean loopback = false;
    List<AddressRange> ranges = new ArrayList<>();
    for (String part : trimmed.split(",", -1)) {
      if (part.strip().equals("loopback")) {
        loopback = true;
        continue;
      }
      Optional<AddressRange> range = AddressRange.parse(part.strip());
      if (range.isEmpty()) {
        return Optional.empty();
      }
      ranges.add(range.get());
    }
    return Optional.of(new CallerPolicy(trimmed, false, loopback, List.copyOf(ranges)));
  }

  /**
   * @param address a literal IP address, as the servlet container gives it; anything else is nobody
   */
  public boolean grants(String address) {
    if (any || this == NONE || !AddressRange.isLiteral(address)) {
      return any;
    }
    try {
      InetAddress caller = InetAddress.getByName(address);
      return (loopback && caller.isLoopbackAddress())
          || ranges.stream().anyMatch(range -> range.contains(caller));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
