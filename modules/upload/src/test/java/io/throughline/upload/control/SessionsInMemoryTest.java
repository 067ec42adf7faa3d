package io.throughline.upload.control;

/** The double that other tests use is held to the same contract as the databases. */
class SessionsInMemoryTest implements UploadSessionContract {

  private final SessionsInMemory store = new SessionsInMemory();

  @Override
  public UploadSessionStore store() {
    return store;
  }
}
