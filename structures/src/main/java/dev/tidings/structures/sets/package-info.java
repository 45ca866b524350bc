/**
 * What it is: sets as keys hold them.
 *
 * <p>What it never does: read settings or draw lots; limits and places are given.
 *
 * <p>Thread: one at a time.
 *
 * <p>Start reading: {@link dev.tidings.structures.sets.SetValue}.
 */
@NullMarked
package dev.tidings.structures.sets;

import org.jspecify.annotations.NullMarked;
