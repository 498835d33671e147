/** Identity provider connections: one configured identity provider of one organisation each. */
package io.rolemap.domain.connection;
