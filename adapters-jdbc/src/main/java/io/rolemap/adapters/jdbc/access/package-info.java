/** API keys in SQL, and the cache in front of them. */
package io.rolemap.adapters.jdbc.access;
