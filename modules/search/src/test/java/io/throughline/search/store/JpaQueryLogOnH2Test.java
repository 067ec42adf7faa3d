package io.throughline.search.store;

class JpaQueryLogOnH2Test extends DatabaseQueryLogTests {

  @Override
  SearchDatabase open() throws Exception {
    return SearchDatabase.h2("queries");
  }
}
