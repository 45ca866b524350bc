/**
 * What it is: the commands of places on the earth, which are members of sorted sets whose scores
 * are geohashes.
 *
 * <p>What it never does: keep state of its own; all of it is in {@link
 * dev.tidings.engine.Database}.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.engine.geo.GeoCommands}.
 */
@NullMarked
package dev.tidings.engine.geo;

import org.jspecify.annotations.NullMarked;
