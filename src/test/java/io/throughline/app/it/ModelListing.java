package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** The list of models that a server can use. */
record ModelListing(List<JsonObject> models) {

  static ModelListing of(LibertyServer server) throws IOException {
    Answer answer = server.client().get("/v1/models");
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return new ModelListing(answer.json().getJsonArray("data").getValuesAs(JsonObject.class));
  }

  /** The one with that id. */
  JsonObject only(String id) {
    assertThat(models).filteredOn(model -> model.getString("id").equals(id)).hasSize(1);
    return models.stream().filter(model -> model.getString("id").equals(id)).findFirst().get();
  }
}
