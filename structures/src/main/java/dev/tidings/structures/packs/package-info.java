/**
 * What it is: short strings side by side in one array, the small form of lists and sets.
 *
 * <p>What it never does: know what the strings mean, or how many are too many.
 *
 * <p>Thread: one at a time.
 *
 * <p>Start reading: {@link dev.tidings.structures.packs.Pack}.
 */
@NullMarked
package dev.tidings.structures.packs;

import org.jspecify.annotations.NullMarked;
