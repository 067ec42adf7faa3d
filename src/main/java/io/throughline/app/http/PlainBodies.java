package io.throughline.app.http;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Refuses compressed request bodies: what they unpack to cannot be told from their length. */
@Provider
public class PlainBodies implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext context) {
    String encoding = context.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new NotSupportedException("send the body without a content encoding");
    }
  }
}
