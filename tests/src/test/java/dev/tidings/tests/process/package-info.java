/**
 * The server as a process: how it starts, what it prints, how it ends.
 *
 * <p>Never looks inside; what an administrator cannot see is not tested here.
 *
 * <p>Thread: that of the test.
 *
 * <p>Start reading at {@link dev.tidings.tests.process.MainTest}.
 */
@NullMarked
package dev.tidings.tests.process;

import org.jspecify.annotations.NullMarked;
