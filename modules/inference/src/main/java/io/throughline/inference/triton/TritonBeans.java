package io.throughline.inference.triton;

import io.throughline.inference.control.ListedModel;
import io.throughline.inference.control.ModelSource;
import io.throughline.inference.engine.image.PictureSize;
import io.throughline.inference.image.EngineImages;
import io.throughline.inference.image.ImageWorker;
import io.throughline.inference.remote.CarefulCalls;
import io.throughline.inference.remote.FaultTolerantCalls;
import io.throughline.inference.remote.HttpExchanges;
import io.throughline.telemetry.api.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes whatever works on pictures injectable, as it is configured. */
@ApplicationScoped
public class TritonBeans {

  @Inject
  @ConfigProperty(name = "throughline.triton.url")
  Optional<String> url;

  @Inject
  @ConfigProperty(name = "throughline.triton.models")
  Optional<String> models;

  @Inject
  @ConfigProperty(name = "throughline.triton.timeout", defaultValue = "PT2M")
  Duration limit;

  /** A wrong setting stops the start instead of every job. */
  void check(@Observes Startup event) {
    server();
  }

  @Produces
  @Singleton
  ImageWorker worker(
      EngineImages here, FaultTolerantCalls tolerant, Telemetry telemetry, Clock clock) {
    return server()
        .<ImageWorker>map(
            server ->
                new TritonImages(
                    server,
                    new TritonClient(
                        server,
                        new HttpExchanges(
                            HttpExchanges.client(), TritonServer.FAILURES, true, telemetry)),
                    CarefulCalls.pictures(tolerant, TritonServer.FAILURES, clock),
                    here,
                    new PictureSize(),
                    telemetry))
        .orElse(here);
  }

  void close(@Disposes ImageWorker worker) {
    if (worker instanceof TritonImages remote) {
      remote.close();
    }
  }

  @Produces
  @Singleton
  ModelSource models() {
    List<ListedModel> listed = server().map(TritonServer::listed).orElse(List.of());
    return () -> listed;
  }

  private Optional<TritonServer> server() {
    return url.map(text -> TritonServer.of(text, models, limit));
  }
}
