/**
 * What a stream is made of: ids, a log of entries, and groups with what is pending in them.
 *
 * <p>Never knows a command, a reply or a socket, reads a clock or draws a random number: every
 * instant is a parameter.
 *
 * <p>Thread: a log and its groups belong to whoever holds them, one thread at a time.
 *
 * <p>Start reading at {@link dev.tidings.structures.streams.StreamLog}.
 */
@NullMarked
package dev.tidings.structures.streams;

import org.jspecify.annotations.NullMarked;
