/**
 * Proves the kit on itself: on bytes, and on servers that are known to be alike or not.
 *
 * <p>Never uses Tidings.
 *
 * <p>Thread: each test its own.
 *
 * <p>Start reading at {@link dev.tidings.testkit.ComparisonTest}.
 */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
