/** Halts a server at named points of its code, from outside: nothing of this is in the product. */
package io.throughline.app.faults.crash;
