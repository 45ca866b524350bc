/**
 * What it is: places on the earth as whole numbers, distances, and which stretches of those numbers
 * cover a circle or a box.
 *
 * <p>What it never does: hold places; that is what sorted sets do.
 *
 * <p>Thread: any; everything is a value.
 *
 * <p>Start reading: {@link dev.tidings.structures.geo.Geohash}.
 */
@NullMarked
package dev.tidings.structures.geo;

import org.jspecify.annotations.NullMarked;
