/**
 * Tests of the terminal program, against a real Redis and its redis-cli.
 *
 * <p>Never starts Tidings.
 *
 * <p>Thread: each test its own.
 *
 * <p>Start reading at {@link dev.tidings.cli.MainComparisonTest}.
 */
@NullMarked
package dev.tidings.cli;

import org.jspecify.annotations.NullMarked;
