package io.throughline.search.store;

class JpaDocumentStoreOnH2Test extends DatabaseDocumentStoreTests {

  @Override
  SearchDatabase open() throws Exception {
    return SearchDatabase.h2("documents");
  }
}
