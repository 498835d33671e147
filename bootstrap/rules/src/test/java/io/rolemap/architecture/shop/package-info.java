/** A small service with the shape that Spring Boot suggests: its application class stands in the base package. */
package io.rolemap.architecture.shop;
