/**
 * What it is: the list of all families of commands.
 *
 * <p>What it never does: anything but listing.
 *
 * <p>Thread: any; the list does not change.
 *
 * <p>Start reading: {@link dev.tidings.engine.families.Commands}.
 */
@NullMarked
package dev.tidings.engine.families;

import org.jspecify.annotations.NullMarked;
