import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks OpenAI's embeddings protocol and makes vectors without a model, so that an index can be
 * filled fast: each word has a random direction, a text the sum of its words'. Usage: {@code Vectors
 * PORT DIMENSIONS}.
 */
public final class Vectors {

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  public static void main(String[] args) throws Exception {
    int dimensions = Integer.parseInt(args[1]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(args[0])), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/v1/embeddings",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] answer = answer(inputs(body), dimensions).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
          }
        });
    server.start();
  }

  private static Matcher inputs(String body) {
    int start = body.indexOf('[', body.indexOf("\"input\""));
    return TEXT.matcher(body.substring(start, body.indexOf(']', start)));
  }

  private static String answer(Matcher texts, int dimensions) {
    StringBuilder json = new StringBuilder("{\"data\":[");
    for (int i = 0; texts.find(); i++) {
      json.append(i > 0 ? "," : "").append("{\"index\":").append(i).append(",\"embedding\":[");
      double[] vector = vector(texts.group(1), dimensions);
      for (int j = 0; j < dimensions; j++) {
        json.append(j > 0 ? "," : "").append((float) vector[j]);
      }
      json.append("]}");
    }
    return json.append("],\"usage\":{\"prompt_tokens\":1}}").toString();
  }

  private static double[] vector(String text, int dimensions) {
    double[] vector = new double[dimensions];
    for (String word : text.split("\\W+")) {
      Random direction = new Random(word.hashCode());
      for (int i = 0; i < dimensions; i++) {
        vector[i] += direction.nextGaussian();
      }
    }
    return vector;
  }
}
