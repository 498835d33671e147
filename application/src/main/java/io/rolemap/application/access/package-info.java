/** The use cases of API keys. */
package io.rolemap.application.access;
