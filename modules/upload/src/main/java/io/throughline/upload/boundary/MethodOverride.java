package io.throughline.upload.boundary;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Takes a POST for what {@code X-HTTP-Method-Override} says, for clients that cannot send PATCH or
 * DELETE. tus 1.0 demands it; nothing but uploads has it.
 */
@Provider
@PreMatching
public class MethodOverride implements ContainerRequestFilter {

  private static final String HEADER = "X-HTTP-Method-Override";
  private static final Set<String> METHODS =
      Set.of(HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.HEAD);

  @Override
  public void filter(ContainerRequestContext request) {
    String method = request.getHeaderString(HEADER);
    String path = request.getUriInfo().getPath().replaceFirst("^/", "");
    if (method != null
        && METHODS.contains(method)
        && request.getMethod().equals(HttpMethod.POST)
        && path.startsWith(UploadResource.PATH + "/")) {
      request.setMethod(method);
    }
  }
}
