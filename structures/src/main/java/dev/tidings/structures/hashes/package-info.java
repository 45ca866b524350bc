/**
 * What it is: a hash, fields with values, as keys hold them: packed while small, a table when
 * large.
 *
 * <p>What it never does: look at a clock; it tells which field ends when, and others tell it the
 * time.
 *
 * <p>Thread: one at a time; values are touched only inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.structures.hashes.HashValue}.
 */
@NullMarked
package dev.tidings.structures.hashes;

import org.jspecify.annotations.NullMarked;
