/**
 * The program for a terminal: sends commands to a server and prints its replies, as redis-cli does.
 *
 * <p>Never knows what a command means, but for the few that change how replies come: subscribing,
 * MONITOR, SELECT, MULTI, HELLO.
 *
 * <p>Thread: the main thread; while a person types, a second thread prints what comes.
 *
 * <p>Start reading at {@link dev.tidings.cli.Main}.
 */
@NullMarked
package dev.tidings.cli;

import org.jspecify.annotations.NullMarked;
