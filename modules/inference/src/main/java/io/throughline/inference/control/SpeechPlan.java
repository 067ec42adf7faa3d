package io.throughline.inference.control;

import static io.throughline.inference.control.SpeechStages.ALIGN;
import static io.throughline.inference.control.SpeechStages.ASSIGN_SPEAKERS;
import static io.throughline.inference.control.SpeechStages.DIARIZE;
import static io.throughline.inference.control.SpeechStages.INDEX;
import static io.throughline.inference.control.SpeechStages.PREPARE;
import static io.throughline.inference.control.SpeechStages.STORE;
import static io.throughline.inference.control.SpeechStages.SUMMARIZE;
import static io.throughline.inference.control.SpeechStages.TRANSCRIBE;

import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import io.throughline.job.api.StageWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The stages of a speech job. Weights are shares of the time a job takes with the embedded engines.
 */
final class SpeechPlan {

  private final SpeechStages stages;
  private final SpeechParameters parameters;
  private final List<Stage> plan = new ArrayList<>();

  private SpeechPlan(SpeechStages stages, SpeechParameters parameters) {
    this.stages = stages;
    this.parameters = parameters;
  }

  static StagePlan of(SpeechJobType type, SpeechParameters parameters, SpeechStages stages) {
    SpeechPlan plan = new SpeechPlan(stages, parameters);
    switch (type) {
      case TRANSCRIPTION, FULL_PROCESS -> plan.transcribe();
      case ALIGNMENT -> plan.align();
      case DIARIZATION -> plan.diarizeOnly();
      case COMBINE -> plan.assign();
    }
    return new StagePlan(plan.plan);
  }

  private void transcribe() {
    if (parameters.channels() > 0) {
      Track.channels(parameters.channels()).forEach(this::transcribe);
    } else {
      transcribe(Track.MIXED);
    }
    assign();
    index();
  }

  private void transcribe(Track track) {
    prepare(track);
    String prepare = track.stage(PREPARE);
    String transcribe = track.stage(TRANSCRIBE);
    durable(transcribe, Set.of(prepare), 60, c -> stages.transcribe(c, parameters, track));
    if (parameters.diarize()) {
      diarize();
    }
    if (parameters.align()) {
      durable(
          track.stage(ALIGN),
          Set.of(prepare, transcribe),
          20,
          c -> stages.align(c, parameters, track));
    }
  }

  private void align() {
    prepare(Track.MIXED);
    durable(ALIGN, Set.of(PREPARE), 20, c -> stages.align(c, parameters, Track.MIXED));
    assign();
  }

  private void diarizeOnly() {
    prepare(Track.MIXED);
    diarize();
    store(DIARIZE);
  }

  private void assign() {
    Set<String> after = new HashSet<>();
    plan.stream().filter(Stage::durable).map(Stage::name).forEach(after::add);
    passing(ASSIGN_SPEAKERS, after, 1, c -> stages.assignSpeakers(c, parameters));
    if (parameters.summarize()) {
      durable(SUMMARIZE, Set.of(ASSIGN_SPEAKERS), 10, stages::summarize);
    }
    store(parameters.summarize() ? SUMMARIZE : ASSIGN_SPEAKERS);
  }

  private void prepare(Track track) {
    passing(track.stage(PREPARE), Set.of(), 2, c -> stages.prepare(c, parameters, track));
  }

  private void diarize() {
    durable(DIARIZE, Set.of(PREPARE), 15, c -> stages.diarize(c, parameters));
  }

  private void store(String source) {
    passing(STORE, Set.of(source), 2, c -> stages.store(c, source));
  }

  /**
   * Only what came from a recording: what is aligned or combined was in a transcript before. Last,
   * so that nothing is found that is not stored.
   */
  private void index() {
    passing(INDEX, Set.of(ASSIGN_SPEAKERS, STORE), 1, stages::index);
  }

  private void durable(String name, Set<String> after, double weight, StageWork work) {
    plan.add(new Stage(name, after, true, weight, work));
  }

  private void passing(String name, Set<String> after, double weight, StageWork work) {
    plan.add(new Stage(name, after, false, weight, work));
  }
}
