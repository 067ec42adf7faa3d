/**
 * The server as its users see it: started as a process of its own, talked to over HTTP, killed and
 * restarted. {@link io.throughline.app.it.OnServer} names the server that a class runs on.
 */
package io.throughline.app.it;
