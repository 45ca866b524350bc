/**
 * Sockets and threads around the engine: bytes are brought in, requests are served by the engine in
 * the thread that read them, and what waits in the outboxes is written once per loop iteration.
 *
 * <p>Never looks into a request or a reply.
 *
 * <p>Thread: each connection belongs to one I/O loop; the engine is entered through the {@link
 * dev.tidings.server.Sequencer}.
 *
 * <p>Start reading at {@link dev.tidings.server.Server}, then {@link dev.tidings.server.Loop}.
 */
@NullMarked
package dev.tidings.server;

import org.jspecify.annotations.NullMarked;
