/**
 * What it is: values of every type in the form that Redis has for them in snapshots and payloads.
 *
 * <p>What it never does: open a file, or change a value that it writes.
 *
 * <p>Thread: one at a time.
 *
 * <p>Start reading: {@link dev.tidings.structures.dump.ValueCodec}.
 */
@NullMarked
package dev.tidings.structures.dump;

import org.jspecify.annotations.NullMarked;
