/**
 * Tests of the protocol: plain models and seeded random input.
 *
 * <p>Never opens a socket.
 *
 * <p>Thread: the test's.
 *
 * <p>Start reading at {@link dev.tidings.protocol.RequestReaderTest}.
 */
@NullMarked
package dev.tidings.protocol;

import org.jspecify.annotations.NullMarked;
