/**
 * The kit that tests stand on: a second, independent reader of the protocol, servers to compare
 * with, and scripts that run on two of them.
 *
 * <p>Never shipped, and never uses the server's own code, except the grammar of commands to make
 * random requests: a mistake made there must not be repeated by the one who judges it.
 *
 * <p>Thread: every object belongs to the test that made it, except a server shared by all tests of
 * one JVM.
 *
 * <p>Start reading at {@link dev.tidings.testkit.Comparison}.
 */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
