package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayList;
import java.util.List;

/**
 * The states that a known text passes through: optional silence, word, optional silence, word ...
 * Each word branches into its pronunciations; a word without one becomes "any sound".
 */
final class AlignmentGraph {

  static final int SILENCE = -1;

  /** A word with no known pronunciation lasts at least so many frames. */
  private static final int ANY_SOUND_FRAMES = 8;

  private static final float PAUSE_COST = LogMath.getLogMath().linearToLog(0.1);

  /**
   * One emitting state.
   *
   * @param senone its sound, null for any
   * @param slot index of its word, or {@link #SILENCE}
   * @param stay log probability of staying
   * @param from states it may be entered from
   * @param cost log probability of each of those
   * @param start log probability of the text beginning here
   */
  record State(Senone senone, int slot, float stay, int[] from, float[] cost, float start) {}

  /** A way out of a state that is not yet joined to anything. */
  private record Exit(int state, float cost) {}

  private final AlignerAcoustics acoustics;
  private final List<State> states = new ArrayList<>();
  private List<Exit> open = new ArrayList<>();
  private boolean atStart = true;

  private AlignmentGraph(AlignerAcoustics acoustics) {
    this.acoustics = acoustics;
  }

  /**
   * @param slots for each word its pronunciations, none for any sound
   */
  static AlignmentGraph of(AlignerAcoustics acoustics, List<List<Unit[]>> slots) {
    AlignmentGraph graph = new AlignmentGraph(acoustics);
    for (int i = 0; i < slots.size(); i++) {
      graph.addPause();
      List<Unit[]> said = slots.get(i);
      if (said.isEmpty()) {
        graph.addAnySound(i);
      } else {
        graph.addWord(i, said, edge(slots, i - 1, false), edge(slots, i + 1, true));
      }
    }
    graph.addPause();
    return graph;
  }

  List<State> states() {
    return states;
  }

  /** Log probability of ending in each state; minus infinity where the text cannot end. */
  float[] ends() {
    float[] ends = new float[states.size()];
    java.util.Arrays.fill(ends, Float.NEGATIVE_INFINITY);
    open.forEach(exit -> ends[exit.state()] = exit.cost());
    return ends;
  }

  /** The phone a neighbouring word begins or ends with, as far as it is certain. */
  private static Unit edge(List<List<Unit[]>> slots, int slot, boolean first) {
    if (slot < 0 || slot >= slots.size() || slots.get(slot).isEmpty()) {
      return UnitManager.SILENCE;
    }
    Unit[] units = slots.get(slot).get(0);
    return first ? units[0] : units[units.length - 1];
  }

  private void addPause() {
    List<Exit> skip = new ArrayList<>(open);
    boolean start = atStart;
    float paused = PAUSE_COST;
    List<Exit> exits = addPhone(acoustics.silence(), SILENCE, open, paused);
    open = skip;
    open.addAll(exits);
    atStart = start;
  }

  private void addWord(int slot, List<Unit[]> said, Unit before, Unit after) {
    List<Exit> entry = open;
    List<Exit> exits = new ArrayList<>();
    boolean start = atStart;
    for (Unit[] units : said) {
      atStart = start;
      List<Exit> chain = entry;
      for (int i = 0; i < units.length; i++) {
        Unit left = i == 0 ? before : units[i - 1];
        Unit right = i + 1 == units.length ? after : units[i + 1];
        SenoneHMM phone = acoustics.phone(left, units[i], right, position(i, units.length));
        chain = addPhone(phone, slot, chain, 0);
        atStart = false;
      }
      exits.addAll(chain);
    }
    open = exits;
    atStart = false;
  }

  private static HMMPosition position(int index, int length) {
    if (length == 1) {
      return HMMPosition.SINGLE;
    }
    if (index == 0) {
      return HMMPosition.BEGIN;
    }
    return index + 1 == length ? HMMPosition.END : HMMPosition.INTERNAL;
  }

  private List<Exit> addPhone(SenoneHMM hmm, int slot, List<Exit> entry, float extra) {
    Senone[] senones = hmm.getSenoneSequence().getSenones();
    float[][] move = hmm.getTransitionMatrix();
    int first = states.size();
    for (int s = 0; s < senones.length; s++) {
      List<Exit> from = new ArrayList<>();
      for (int p = 0; p < s; p++) {
        if (move[p][s] > LogMath.LOG_ZERO) {
          from.add(new Exit(first + p, move[p][s]));
        }
      }
      if (s == 0) {
        entry.forEach(exit -> from.add(new Exit(exit.state(), exit.cost() + extra)));
      }
      float start = s == 0 && atStart ? extra : Float.NEGATIVE_INFINITY;
      add(senones[s], slot, move[s][s], from, start);
    }
    List<Exit> exits = new ArrayList<>();
    for (int s = 0; s < senones.length; s++) {
      if (move[s][senones.length] > LogMath.LOG_ZERO) {
        exits.add(new Exit(first + s, move[s][senones.length]));
      }
    }
    return exits;
  }

  private void addAnySound(int slot) {
    List<Exit> entry = open;
    for (int i = 0; i < ANY_SOUND_FRAMES; i++) {
      boolean last = i + 1 == ANY_SOUND_FRAMES;
      float start = i == 0 && atStart ? 0 : Float.NEGATIVE_INFINITY;
      add(null, slot, last ? 0 : Float.NEGATIVE_INFINITY, entry, start);
      entry = List.of(new Exit(states.size() - 1, 0));
    }
    open = new ArrayList<>(entry);
    atStart = false;
  }

  private void add(Senone senone, int slot, float stay, List<Exit> from, float start) {
    int[] states = from.stream().mapToInt(Exit::state).toArray();
    float[] costs = new float[from.size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = from.get(i).cost();
    }
    this.states.add(new State(senone, slot, stay, states, costs, start));
  }
}
