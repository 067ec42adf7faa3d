/**
 * What the tests of several modules need: real servers and databases of theirs. Knows no module,
 * and nothing that is delivered knows it.
 *
 * <p>{@code server}: other people's servers, as HTTP servers that do as they are told or as
 * processes. {@code database}: the schema of {@code sql} in a real database.
 */
package io.throughline.testing;
