package io.throughline.job.control;

class LocalJobSignalTest implements JobSignalContract {

  private final JobSignal signal = new LocalJobSignal();

  @Override
  public JobSignal signal() {
    return signal;
  }
}
