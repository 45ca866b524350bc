/**
 * What it is: lists as keys hold them.
 *
 * <p>What it never does: read settings; limits are given with each change.
 *
 * <p>Thread: one at a time.
 *
 * <p>Start reading: {@link dev.tidings.structures.lists.ListValue}.
 */
@NullMarked
package dev.tidings.structures.lists;

import org.jspecify.annotations.NullMarked;
