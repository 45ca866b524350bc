package dev.tidings.structures.lists;

/** An end of a list. */
public enum Side {
  /** Where index 0 is. */
  LEFT,
  /** Where index -1 is. */
  RIGHT
}
