package io.throughline.telemetry.boundary;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Who may see traces and metrics, and who is an admin, until there is authentication: callers on
 * this machine, or anybody. What a proxy passes on is not from this machine, whatever address it
 * comes from, and a header that claims an address is never believed.
 *
 * @param anybody whether everybody who reaches the server may
 */
public record LocalAccess(boolean anybody) {

  private static final List<String> PASSED_ON =
      List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");

  /**
   * @param setting the variable that says so
   * @throws IllegalArgumentException if the value is neither {@code loopback} nor {@code any}
   */
  public static LocalAccess of(String setting, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "loopback" -> new LocalAccess(false);
      case "any" -> new LocalAccess(true);
      default -> throw new IllegalArgumentException(setting + " must be loopback or any");
    };
  }

  /**
   * @param peer address at the other end of the connection
   * @param headers gives a header's value, or null
   */
  public boolean admits(String peer, UnaryOperator<String> headers) {
    return anybody
        || (LocalCaller.isAddress(peer)
            && LocalCaller.isHost(headers.apply("Host"))
            && PASSED_ON.stream().allMatch(name -> headers.apply(name) == null));
  }
}
