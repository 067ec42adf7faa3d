package io.throughline.inference.engine.minilm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.throughline.inference.api.Embeddings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The loaded network and its vocabulary. Thread-safe, until it is closed. */
final class MiniLmModel implements AutoCloseable {

  static final int DIMENSIONS = 384;

  /** The model was trained on sentences and short paragraphs of at most so many tokens. */
  static final int LONGEST_TEXT = 256;

  private static final String NETWORK = "/all-minilm-l6-v2-q.onnx";
  private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";

  private final OrtSession session;
  private final WordPieces pieces;

  private MiniLmModel(OrtSession session, WordPieces pieces) {
    this.session = session;
    this.pieces = pieces;
  }

  static MiniLmModel load() throws IOException, OrtException {
    try (InputStream vocabulary = resource(VOCABULARY);
        InputStream network = resource(NETWORK);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Sharing one small text between cores costs more than it saves; callers come in parallel.
      options.setIntraOpNumThreads(1);
      WordPieces pieces = WordPieces.read(vocabulary);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new MiniLmModel(environment.createSession(network.readAllBytes(), options), pieces);
    }
  }

  private static InputStream resource(String name) throws FileNotFoundException {
    InputStream in = MiniLmModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("not on the class path: " + name);
    }
    return in;
  }

  /**
   * Embeds texts one by one: the network quantises its activations by the range of a whole batch,
   * so that in company a text would get another vector.
   */
  Embeddings embed(List<String> texts) throws OrtException, InterruptedException {
    List<float[]> vectors = new ArrayList<>(texts.size());
    long tokens = 0;
    for (String text : texts) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long[] ids = pieces.ids(text, LONGEST_TEXT);
      tokens += ids.length;
      vectors.add(embed(ids));
    }
    return new Embeddings(vectors, tokens);
  }

  private float[] embed(long[] ids) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
    }
  }

  /** The mean of all tokens' vectors, scaled to length 1. */
  private static float[] mean(FloatBuffer states, int tokens) {
    double[] sum = new double[DIMENSIONS];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < DIMENSIONS; i++) {
        sum[i] += states.get(token * DIMENSIONS + i);
      }
    }
    double square = 0;
    for (double value : sum) {
      square += value * value;
    }
    double scale = square == 0 ? 0 : 1 / Math.sqrt(square);
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (sum[i] * scale);
    }
    return vector;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
