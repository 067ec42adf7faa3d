package io.throughline.upload.store.s3;

import static io.throughline.upload.store.s3.S3Failure.told;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A listing, which the store hands out page by page. For one thread. */
final class S3Pages implements Iterator<ListObjectsV2Response> {

  private final Iterator<ListObjectsV2Response> pages;

  S3Pages(Iterator<ListObjectsV2Response> pages) {
    this.pages = pages;
  }

  /**
   * What is on the pages. The first is asked for now, so that a store that is away shows at once.
   */
  Stream<S3Object> objects() throws IOException {
    ListObjectsV2Response first = told("", pages::next);
    Stream<ListObjectsV2Response> others =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
    return Stream.concat(Stream.of(first), others).flatMap(page -> page.contents().stream());
  }

  @Override
  public boolean hasNext() {
    return pages.hasNext();
  }

  @Override
  public ListObjectsV2Response next() {
    try {
      return told("", pages::next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
