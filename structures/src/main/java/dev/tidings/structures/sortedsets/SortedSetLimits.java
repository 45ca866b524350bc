package dev.tidings.structures.sortedsets;

/**
 * Up to when a sorted set stays packed; what is larger once stays so.
 *
 * @param entries the most members, from 0
 * @param memberBytes the most bytes of a member, from 0
 */
public record SortedSetLimits(long entries, long memberBytes) {
  /** Those of Redis when nothing is set. */
  public static final SortedSetLimits DEFAULT = new SortedSetLimits(128, 64);
}
