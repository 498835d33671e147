/** The standalone server: configuration, wiring, command line. {@link io.rolemap.bootstrap.Main} starts it. */
package io.rolemap.bootstrap;
