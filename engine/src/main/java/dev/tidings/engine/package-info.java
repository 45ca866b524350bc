/**
 * The engine: all state of the server, and the turns through which alone it is reached.
 *
 * <p>Never reads a clock, starts a thread, opens a socket or a file: what it needs of the world is
 * given to it ({@link dev.tidings.engine.Clock}, {@link dev.tidings.engine.Surroundings}).
 *
 * <p>Thread: one at a time, whichever the server's sequencer lets in.
 *
 * <p>Start reading at {@link dev.tidings.engine.Engine}, then {@link dev.tidings.engine.Turn}.
 */
@NullMarked
package dev.tidings.engine;

import org.jspecify.annotations.NullMarked;
