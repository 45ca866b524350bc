/**
 * Sorted sets: members with scores, in the order of the scores.
 *
 * <p>Never does input or output, reads a clock, draws a random number or starts a thread.
 *
 * <p>Thread: a sorted set belongs to whoever holds it.
 *
 * <p>Start reading at {@link dev.tidings.structures.sortedsets.SortedSet}.
 */
@NullMarked
package dev.tidings.structures.sortedsets;

import org.jspecify.annotations.NullMarked;
