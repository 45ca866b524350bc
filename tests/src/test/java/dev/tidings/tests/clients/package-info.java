/**
 * Real clients on a real server process: libraries that people use, and crowds of plain sockets.
 *
 * <p>Never looks into the server: what is asked of it goes through a socket or its process.
 *
 * <p>Thread: each test its own; what clients receive on theirs is handed over through a queue.
 *
 * <p>Start reading at {@link dev.tidings.tests.clients.ClientContract}.
 */
@NullMarked
package dev.tidings.tests.clients;

import org.jspecify.annotations.NullMarked;
