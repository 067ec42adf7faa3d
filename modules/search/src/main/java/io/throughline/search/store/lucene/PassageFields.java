package io.throughline.search.store.lucene;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.control.DocumentStore.Indexable;
import io.throughline.search.control.PassageRef;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** How a passage is laid out in the index: what finds it, and which it is. Its text is not kept. */
final class PassageFields {

  static final String TEXT = "text";
  static final String VECTOR = "vector";

  /** Version and position, for hits. */
  static final String PASSAGE = "passage";

  private static final String DOCUMENT = "document";
  private static final String COLLECTION = "collection";

  /** In no name and no id. */
  private static final char SEPARATOR = '\n';

  private static final FieldType WORDS = words();

  private PassageFields() {}

  private static FieldType words() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  /**
   * @param model whose embeddings go into the index; those of others do not
   */
  static List<Document> documents(Indexable indexable, String model) {
    boolean embedded = indexable.embeddings().model().filter(model::equals).isPresent();
    List<Document> documents = new ArrayList<>();
    for (int position = 0; position < indexable.passages().size(); position++) {
      Document document = new Document();
      document.add(new StringField(DOCUMENT, key(indexable.key()), Field.Store.NO));
      document.add(
          new StringField(
              COLLECTION,
              scope(indexable.key().tenant(), indexable.key().collection()),
              Field.Store.NO));
      document.add(
          new BinaryDocValuesField(
              PASSAGE, new BytesRef(indexable.version() + SEPARATOR + position)));
      document.add(new Field(TEXT, indexable.passages().get(position).text(), WORDS));
      if (embedded) {
        document.add(
            new KnnFloatVectorField(
                VECTOR,
                indexable.embeddings().vectors().get(position),
                VectorSimilarityFunction.DOT_PRODUCT));
      }
      documents.add(document);
    }
    return documents;
  }

  static Term document(DocumentKey key) {
    return new Term(DOCUMENT, key(key));
  }

  static Term collection(String tenant, String collection) {
    return new Term(COLLECTION, scope(tenant, collection));
  }

  static PassageRef passage(BytesRef value) {
    String text = value.utf8ToString();
    int separator = text.indexOf(SEPARATOR);
    return new PassageRef(
        text.substring(0, separator), Integer.parseInt(text.substring(separator + 1)));
  }

  private static String key(DocumentKey key) {
    return scope(key.tenant(), key.collection()) + SEPARATOR + key.id();
  }

  private static String scope(String tenant, String collection) {
    return tenant + SEPARATOR + collection;
  }
}
