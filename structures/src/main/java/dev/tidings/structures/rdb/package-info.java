/**
 * What it is: the parts of which Redis's snapshots (RDB) are made: lengths, strings, checksum, and
 * the packed forms of older versions.
 *
 * <p>What it never does: open a file, or believe a length before it has looked.
 *
 * <p>Thread: one at a time.
 *
 * <p>Start reading: {@link dev.tidings.structures.rdb.RdbReader}.
 */
@NullMarked
package dev.tidings.structures.rdb;

import org.jspecify.annotations.NullMarked;
