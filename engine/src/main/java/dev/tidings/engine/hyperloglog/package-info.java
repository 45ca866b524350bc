/**
 * What it is: the commands of HyperLogLogs, strings that estimate how many different texts were
 * seen.
 *
 * <p>What it never does: keep state of its own; all of it is in {@link
 * dev.tidings.engine.Database}.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.engine.hyperloglog.HyperLogLogCommands}.
 */
@NullMarked
package dev.tidings.engine.hyperloglog;

import org.jspecify.annotations.NullMarked;
