/**
 * What it is: the commands of streams and their groups.
 *
 * <p>What it never does: keep state of its own; all of it is in {@link
 * dev.tidings.engine.Database}.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.engine.streams.StreamCommands}.
 */
@NullMarked
package dev.tidings.engine.streams;

import org.jspecify.annotations.NullMarked;
