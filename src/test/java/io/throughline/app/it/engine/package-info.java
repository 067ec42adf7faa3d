/** An engine as somebody else would write it: a jar that knows nothing but the engine API. */
package io.throughline.app.it.engine;
