package io.throughline.job.control;

class LocalJobEventsTest implements JobEventsContract {

  private final JobEvents events = new LocalJobEvents();

  @Override
  public JobEvents events() {
    return events;
  }
}
