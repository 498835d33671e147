/** PostgreSQL for tests. */
package io.rolemap.adapters.jdbc.testing;
