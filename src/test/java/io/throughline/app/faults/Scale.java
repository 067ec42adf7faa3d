package io.throughline.app.faults;

/**
 * How many jobs the rows take.
 *
 * @param many for the rows in which processes are killed
 * @param rounds how often they are killed
 * @param some for the others
 * @param flood of the tenant that floods the queue
 */
record Scale(int many, int rounds, int some, int flood) {

  private static final String SETTING = "throughline.faults";

  /** {@code -Dthroughline.faults=full} asks for the numbers of the reliability contract. */
  static Scale ofThisRun() {
    return System.getProperty(SETTING, "short").equals("full")
        ? new Scale(1000, 3, 200, 10_000)
        : new Scale(24, 1, 12, 300);
  }
}
