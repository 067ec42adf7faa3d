package io.throughline.job.boundary;

import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.JobRequest;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Endpoints of webhooks. */
@Path("/api/v1/webhooks")
public class WebhookResource {

  @Inject Callbacks callbacks;

  /** Enables an endpoint that failures have disabled, and sends what waits for it. */
  @POST
  @Path("enable")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response enable(JsonObject body) {
    if (body == null || body.getString(Callbacks.FIELD, "").isBlank()) {
      throw new InvalidRequestException(Callbacks.FIELD, "is missing");
    }
    if (!callbacks.enable(JobRequest.DEFAULT_TENANT, body.getString(Callbacks.FIELD))) {
      throw new NotFoundException("there is no such disabled endpoint");
    }
    return Response.noContent().build();
  }
}
