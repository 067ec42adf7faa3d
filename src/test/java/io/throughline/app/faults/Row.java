package io.throughline.app.faults;

/** The rows of the fault table. */
enum Row {
  KILL_ONE("1", "kill -9 one node mid-work, again and again", new Kills(1, 0)),
  KILL_ALL("2", "kill -9 every node, restart", new Kills(3, 0)),
  KILL_EMBEDDED(
      "2e", "kill -9 the server with the embedded database, restart", new EmbeddedKills()),
  KILL_AND_TERM("3", "one KILL, another TERM, again and again", new Kills(1, 1)),
  CRASH_POINTS("4", "halt at each named crash point", new CrashPoints()),
  SUSPENSION("5", "SIGSTOP for two leases, then CONT", new Suspension()),
  ROLLING_STOP("6", "rolling TERM under load", new RollingStop()),
  DATABASE("7", "pool exhausted, then PostgreSQL killed", new DatabaseLost()),
  REDIS("8", "Redis emptied, then killed", new RedisLost()),
  NETWORK("9", "latency and resets on PostgreSQL, Redis and S3", new BadNetwork()),
  POISON("10", "a job that halts the JVM", new PoisonJob()),
  HEAP("11", "a job that exhausts the heap", new HeapExhaustion()),
  DISK("11d", "the disk gets full", new FullDisk()),
  SAME_KEY("12", "the same Idempotency-Key a hundred times at once", new SameKey()),
  FLOOD("13", "one tenant floods the queue", new Flood()),
  TWO_VERSIONS("14", "two versions of the server together", new TwoVersions()),
  TRACE_BACKEND("15", "each failure of the trace backend", new TraceBackendLost());

  private final String number;
  private final String title;
  private final Scenario scenario;

  Row(String number, String title, Scenario scenario) {
    this.number = number;
    this.title = title;
    this.scenario = scenario;
  }

  String number() {
    return number;
  }

  String title() {
    return title;
  }

  /**
   * Whether there is a node all the time that can take over; else a restart comes first. A job that
   * halts servers goes from one to the next faster than they start.
   */
  boolean leavesSurvivors() {
    return this != KILL_ALL && this != KILL_EMBEDDED && this != POISON;
  }

  Verdict run(Harness harness) throws Exception {
    return scenario.run(harness, "r" + number);
  }
}
