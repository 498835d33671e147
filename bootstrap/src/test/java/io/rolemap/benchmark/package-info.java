/**
 * The benchmark: the packaged server beside the barest server that can be built from the same parts, on one durable
 * PostgreSQL, in one run. It is a program of its own and no part of the tests; {@link io.rolemap.benchmark.Benchmark}
 * says how it is run and what its numbers mean.
 */
@NullMarked
package io.rolemap.benchmark;

import org.jspecify.annotations.NullMarked;
