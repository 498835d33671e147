/**
 * The command line that works against a running server. It speaks HTTP like any other client and knows nothing of what the
 * server is made of; the server never loads it. {@link io.rolemap.bootstrap.client.ClientCommands} is all that is seen
 * from outside.
 */
package io.rolemap.bootstrap.client;
