/**
 * Tests of declarations, with commands made up for them.
 *
 * <p>Never opens a socket.
 *
 * <p>Thread: the test's.
 *
 * <p>Start reading at {@link dev.tidings.command.SampleCommands}.
 */
@NullMarked
package dev.tidings.command;

import org.jspecify.annotations.NullMarked;
