/**
 * Histories of turns that are served again by another engine, scripts among them.
 *
 * <p>Never opens a socket or looks at a clock.
 *
 * <p>Thread: the test's own.
 *
 * <p>Start reading at {@link dev.tidings.tests.turns.SameTurnsTest}.
 */
@NullMarked
package dev.tidings.tests.turns;

import org.jspecify.annotations.NullMarked;
