package io.throughline.app.faults.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a server can be halted. Each names a method of the product that is there or not. */
public enum CrashPoint {
  BLOB_STORED("inference.control.AudioIntake", "look", Side.ENTRY),
  ROWS_WRITTEN("inference.control.JobSubmission", "submit", Side.EXIT),
  SUBMIT_COMMITTED("job.control.JobService", "announce", Side.ENTRY),
  CLAIMED("job.control.JobDispatcher", "start", Side.ENTRY),
  ATTEMPT_RECORDED("job.control.JobExecution", "stages", Side.ENTRY),
  STAGE_COMMITTED("job.control.StageRun", "finish", Side.EXIT),
  RESULT_STORED("inference.control.SpeechStages", "store", Side.EXIT),
  COMMIT_DUE("job.control.JobExecution", "commit", Side.ENTRY),
  COMMITTED("job.control.JobExecution", "commit", Side.EXIT);

  enum Side {
    ENTRY,
    EXIT
  }

  private final String type;
  private final String method;
  private final Side side;

  CrashPoint(String type, String method, Side side) {
    this.type = "io.throughline." + type;
    this.method = method;
    this.side = side;
  }

  String type() {
    return type;
  }

  String method() {
    return method;
  }

  Side side() {
    return side;
  }

  /** The file that arms it: the first process that deletes it halts, and no other. */
  Path fuse(Path directory) {
    return directory.resolve(name());
  }

  /** Makes the next process that gets here halt. */
  public void arm(Path directory) throws IOException {
    Files.createFile(fuse(directory));
  }

  /** True if a process has got here since it was armed. */
  public boolean reached(Path directory) {
    return Files.notExists(fuse(directory));
  }
}
