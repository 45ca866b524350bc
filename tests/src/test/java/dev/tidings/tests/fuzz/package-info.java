/**
 * Bytes that nobody should send, at a running server.
 *
 * <p>Never looks at what a reply says: only at whether it is one, and at how the server takes it.
 *
 * <p>Thread: the test's own; the server is another process.
 *
 * <p>Start reading at {@link dev.tidings.tests.fuzz.SocketFuzzTest}.
 */
@NullMarked
package dev.tidings.tests.fuzz;

import org.jspecify.annotations.NullMarked;
