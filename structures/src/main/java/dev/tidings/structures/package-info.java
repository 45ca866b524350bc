/**
 * Values and algorithms: byte strings, tables, the glob and the pattern index.
 *
 * <p>Never does input or output, reads a clock, draws a random number or starts a thread.
 *
 * <p>Thread: a structure belongs to whoever holds it; only immutable values may be shared.
 *
 * <p>Start reading at {@link dev.tidings.structures.Bytes}.
 */
@NullMarked
package dev.tidings.structures;

import org.jspecify.annotations.NullMarked;
