package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.util.TimeFrame;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/** The components of one configuration and the front end among them: samples in, features out. */
final class SphinxFrontEnd {

  private final ConfigurationManager components;
  private final FrontEnd frontEnd;
  private final StreamDataSource source;
  private boolean used;

  private SphinxFrontEnd(ConfigurationManager components) {
    this.components = components;
    this.frontEnd = (FrontEnd) components.lookup("frontEnd");
    this.source = (StreamDataSource) components.lookup("dataSource");
  }

  /** Builds the configuration of that name beside this class. */
  static SphinxFrontEnd build(String configuration) {
    SphinxLogging.quieten();
    URL url = SphinxFrontEnd.class.getResource(configuration);
    return new SphinxFrontEnd(new ConfigurationManager(url));
  }

  <C> C component(String name, Class<C> type) {
    return type.cast(components.lookup(name));
  }

  /** Makes these samples what the front end reads next. */
  void feed(float[] samples) {
    if (used) {
      drain();
    }
    used = true;
    source.setInputStream(
        new ByteArrayInputStream(SphinxAudio.toPcm16(samples)), TimeFrame.INFINITE);
  }

  /** One feature per 10 ms. */
  List<FloatData> features(float[] samples) {
    feed(samples);
    List<FloatData> features = new ArrayList<>();
    for (Data data = frontEnd.getData(); more(data); data = frontEnd.getData()) {
      if (data instanceof FloatData || data instanceof DoubleData) {
        features.add(FloatData.toFloatData(data));
      }
    }
    return features;
  }

  /**
   * Throws away what an utterance that was not read to its end left behind. Twice, because the mean
   * normalisation answers "nothing" to silence at first and hands it out when asked again.
   */
  private void drain() {
    for (int i = 0; i < 2; i++) {
      Data data;
      do {
        data = frontEnd.getData();
      } while (more(data));
    }
  }

  private static boolean more(Data data) {
    return data != null && !(data instanceof DataEndSignal);
  }
}
