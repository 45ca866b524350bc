/**
 * Tests of the benchmarks: that they count and calculate rightly. Never of how fast anything is.
 *
 * <p>Thread: each test its own.
 *
 * <p>Start reading at {@link dev.tidings.benchmarks.LoadTest}.
 */
@NullMarked
package dev.tidings.benchmarks;

import org.jspecify.annotations.NullMarked;
