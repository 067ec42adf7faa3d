package io.throughline.upload.boundary;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Takes requests of the one version of tus that is spoken here, and names it in every answer. */
@Tus
@Provider
public class TusVersion implements ContainerRequestFilter, ContainerResponseFilter {

  static final String VERSION = "1.0.0";

  private static final String HEADER = "Tus-Resumable";

  @Override
  public void filter(ContainerRequestContext request) {
    boolean spoken = VERSION.equals(request.getHeaderString(HEADER));
    if (!spoken && !request.getMethod().equals(HttpMethod.OPTIONS)) {
      throw new ClientErrorException(
          "send " + HEADER + ": " + VERSION, Response.Status.PRECONDITION_FAILED);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle(HEADER, VERSION);
    if (response.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
      response.getHeaders().putSingle("Tus-Version", VERSION);
    }
  }
}
