/**
 * The same scripts on a real Redis and on Tidings, every answer compared to the byte.
 *
 * <p>Never weakens a script so that a server passes: an intended difference stands in
 * differences.txt with its reason.
 *
 * <p>Thread: each test its own; the two shared servers serve all of them, one test at a time.
 *
 * <p>Start reading at {@link dev.tidings.tests.comparison.SubscribeComparisonTest}.
 */
@NullMarked
package dev.tidings.tests.comparison;

import org.jspecify.annotations.NullMarked;
