/** Sessions: who gets one, what happens in it, how far it may lag. Plain Java. */
package io.throughline.realtime.control;
