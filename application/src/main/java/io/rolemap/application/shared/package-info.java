/** What the services of several features use: the time of recording, and ids where an embedder gives none. */
package io.rolemap.application.shared;
