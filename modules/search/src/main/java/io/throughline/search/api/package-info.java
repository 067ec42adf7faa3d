/**
 * What other modules may use of search: {@link io.throughline.search.api.SearchIndex} to make
 * things findable, and the ports to models that other modules provide.
 */
package io.throughline.search.api;
