package io.throughline.realtime;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The repository's sample recording.
 *
 * @param bytes 16-bit samples of 16 kHz, without the header
 * @param wordMiddles seconds
 */
public record MeetingSample(byte[] bytes, List<Double> wordMiddles) {

  private static final int HEADER = 44;

  public static MeetingSample read() throws IOException {
    Path folder = Path.of("..", "..", "samples");
    byte[] file = Files.readAllBytes(folder.resolve("meeting.wav"));
    try (JsonReader truth =
        Json.createReader(Files.newBufferedReader(folder.resolve("meeting.json")))) {
      List<Double> middles =
          truth.readObject().getJsonArray("turns").getValuesAs(JsonObject.class).stream()
              .flatMap(turn -> turn.getJsonArray("words").getValuesAs(JsonObject.class).stream())
              .map(
                  word ->
                      (word.getJsonNumber("start").doubleValue()
                              + word.getJsonNumber("end").doubleValue())
                          / 2)
              .toList();
      return new MeetingSample(Arrays.copyOfRange(file, HEADER, file.length), middles);
    }
  }

  public float[] samples() {
    float[] samples = new float[bytes.length / 2];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = buffer.getShort() / 32_768f;
    }
    return samples;
  }
}
