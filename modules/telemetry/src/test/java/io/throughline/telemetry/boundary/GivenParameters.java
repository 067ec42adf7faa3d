package io.throughline.telemetry.boundary;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

/** Query parameters as a request has them, already decoded. */
final class GivenParameters {

  private GivenParameters() {}

  static MultivaluedMap<String, String> of(String query) {
    MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        given.add(parts[0], parts[1]);
      }
    }
    return given;
  }
}
