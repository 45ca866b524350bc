/**
 * What it is: the commands of keys whatever they hold, and of whole databases.
 *
 * <p>What it never does: keep state of its own; all of it is in {@link
 * dev.tidings.engine.Database}.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.engine.generic.GenericCommands}.
 */
@NullMarked
package dev.tidings.engine.generic;

import org.jspecify.annotations.NullMarked;
