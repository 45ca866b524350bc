package dev.tidings.structures.dump;

import dev.tidings.structures.hashes.HashLimits;
import dev.tidings.structures.lists.PackLimit;
import dev.tidings.structures.sets.SetLimits;
import dev.tidings.structures.sortedsets.SortedSetLimits;

/**
 * What the settings say of values that come in: up to where they are kept in a small form, and what
 * is remembered of the producers of a stream.
 *
 * @param idempotentSeconds how old an entry may be whose id is remembered
 * @param idempotentCapacity how many ids of each producer are remembered
 */
public record ValueLimits(
    PackLimit lists,
    SetLimits sets,
    HashLimits hashes,
    SortedSetLimits sortedSets,
    long idempotentSeconds,
    int idempotentCapacity) {}
