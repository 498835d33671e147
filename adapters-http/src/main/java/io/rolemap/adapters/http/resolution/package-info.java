/** The routes that resolve groups to roles. */
package io.rolemap.adapters.http.resolution;
