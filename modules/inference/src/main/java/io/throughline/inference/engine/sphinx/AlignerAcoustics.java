package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.LeftRightContext;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.dictionary.Pronunciation;
import edu.cmu.sphinx.linguist.dictionary.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The acoustic model and dictionary that the aligner searches with. */
final class AlignerAcoustics implements SphinxWorker {

  private final SphinxFrontEnd frontEnd;
  private final AcousticModel model;
  private final Dictionary dictionary;
  private final UnitManager units;

  private AlignerAcoustics() {
    frontEnd = SphinxFrontEnd.build("sphinx-aligner.xml");
    model = frontEnd.component("acousticModel", AcousticModel.class);
    dictionary = frontEnd.component("dictionary", Dictionary.class);
    units = frontEnd.component("unitManager", UnitManager.class);
    try {
      model.allocate();
      dictionary.allocate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AlignerAcoustics load() {
    return new AlignerAcoustics();
  }

  List<FloatData> features(float[] samples) {
    return frontEnd.features(samples);
  }

  /** The ways to say a word; none when the dictionary lacks it. */
  List<Unit[]> pronunciations(String word) {
    Word entry = dictionary.getWord(word);
    if (entry == null || entry.isFiller()) {
      return List.of();
    }
    return Arrays.stream(entry.getPronunciations()).map(Pronunciation::getUnits).toList();
  }

  /** The model of a phone between its neighbours. */
  SenoneHMM phone(Unit left, Unit unit, Unit right, HMMPosition position) {
    LeftRightContext context = LeftRightContext.get(new Unit[] {left}, new Unit[] {right});
    Unit inContext = units.getUnit(unit.getName(), unit.isFiller(), context);
    return (SenoneHMM) model.lookupNearestHMM(inContext, position, false);
  }

  SenoneHMM silence() {
    return (SenoneHMM) model.lookupNearestHMM(UnitManager.SILENCE, HMMPosition.UNDEFINED, false);
  }

  /** Every speech sound without regard to its neighbours. */
  List<SenoneHMM> sounds() {
    List<SenoneHMM> sounds = new ArrayList<>();
    for (Iterator<Unit> all = model.getContextIndependentUnitIterator(); all.hasNext(); ) {
      Unit unit = all.next();
      if (!unit.isFiller() && !unit.isSilence()) {
        sounds.add((SenoneHMM) model.lookupNearestHMM(unit, HMMPosition.UNDEFINED, false));
      }
    }
    return sounds;
  }

  @Override
  public void close() {
    dictionary.deallocate();
  }
}
