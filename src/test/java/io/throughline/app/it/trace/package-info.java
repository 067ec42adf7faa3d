/** What a trace must be, written as a tree, compared exactly with what the server recorded. */
package io.throughline.app.it.trace;
