/** The use cases of connections. */
package io.rolemap.application.connection;
