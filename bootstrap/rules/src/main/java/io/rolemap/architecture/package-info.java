/**
 * The rules of a hexagonal architecture as tests, for any service's own build: see
 * {@link io.rolemap.architecture.HexagonalRules}. Each rule is proven by a fixture that breaks it and one that keeps it.
 */
package io.rolemap.architecture;
