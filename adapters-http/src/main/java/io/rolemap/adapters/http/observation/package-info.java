/** The routes of observed groups. */
package io.rolemap.adapters.http.observation;
