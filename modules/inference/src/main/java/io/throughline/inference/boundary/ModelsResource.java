package io.throughline.inference.boundary;

import io.throughline.inference.control.GpuBeans;
import io.throughline.inference.control.ModelSource;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The models of this server in the form of OpenAI's list, with their honest limits. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

  @Inject @Any Instance<ModelSource> sources;
  @Inject GpuBeans graphics;

  /**
   * Every engine, OpenAI's model name for the one that transcribes, and models of other servers.
   */
  @GET
  public JsonObject list() {
    return ModelList.of(sources.stream(), graphics.device());
  }
}
