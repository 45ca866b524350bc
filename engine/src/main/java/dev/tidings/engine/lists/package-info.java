/**
 * What it is: the commands of lists.
 *
 * <p>What it never does: keep state of its own; all of it is in {@link
 * dev.tidings.engine.Database}.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.engine.lists.ListCommands}.
 */
@NullMarked
package dev.tidings.engine.lists;

import org.jspecify.annotations.NullMarked;
