/**
 * What the services of several features use: the time of recording, ids where an embedder gives none, changes that begin
 * again when others were faster, and what an embedder's catalogue knows about roles.
 */
package io.rolemap.application.shared;
