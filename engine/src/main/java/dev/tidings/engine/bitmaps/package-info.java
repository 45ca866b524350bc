/**
 * What it is: the commands of bitmaps, which are strings seen bit by bit.
 *
 * <p>What it never does: keep state of its own; all of it is in {@link
 * dev.tidings.engine.Database}.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.engine.bitmaps.BitmapCommands}.
 */
@NullMarked
package dev.tidings.engine.bitmaps;

import org.jspecify.annotations.NullMarked;
