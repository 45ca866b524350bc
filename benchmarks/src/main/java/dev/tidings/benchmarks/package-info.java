/**
 * The benchmarks: Tidings beside Redis, each in a process of its own, under the same load in turn.
 *
 * <p>Never shipped, and never uses the server's own code: it starts programs the way their users do
 * and reads what the kernel says about them.
 *
 * <p>Thread: the main thread does everything, one measurement at a time.
 *
 * <p>Start reading at {@link dev.tidings.benchmarks.Main}.
 */
@NullMarked
package dev.tidings.benchmarks;

import org.jspecify.annotations.NullMarked;
