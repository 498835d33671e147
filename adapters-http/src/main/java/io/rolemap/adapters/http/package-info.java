/** The wire contract over HTTP: the part of Rolemap that other programs talk to. */
package io.rolemap.adapters.http;
