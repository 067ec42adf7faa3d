/** Picture jobs: what they are asked to do, their stages, and signed links to their results. */
package io.throughline.inference.image;
