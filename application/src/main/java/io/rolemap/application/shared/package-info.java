/** What the services of several features use. */
package io.rolemap.application.shared;
