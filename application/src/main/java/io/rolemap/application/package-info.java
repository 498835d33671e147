/**
 * The use cases' implementations, behind one factory: {@link io.rolemap.application.Rolemap}.
 */
package io.rolemap.application;
