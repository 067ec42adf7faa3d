package io.throughline.search.control;

class InMemoryQueryLogTest implements QueryLogContract {

  private final QueryLog log = new InMemoryQueryLog();

  @Override
  public QueryLog log() {
    return log;
  }
}
