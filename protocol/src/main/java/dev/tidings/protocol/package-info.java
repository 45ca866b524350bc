/**
 * RESP2, RESP3 and inline requests: reading requests from bytes, writing replies and pushes to
 * bytes, and the outbox where they wait for the socket.
 *
 * <p>Never touches a socket, a clock or the meaning of a command.
 *
 * <p>Thread: a reader, a writer and an outbox belong to one session and are used by whoever holds
 * the engine; nothing here is safe to share.
 *
 * <p>Start reading at {@link dev.tidings.protocol.RequestReader} and {@link
 * dev.tidings.protocol.RespWriter}.
 */
@NullMarked
package dev.tidings.protocol;

import org.jspecify.annotations.NullMarked;
