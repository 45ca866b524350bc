package dev.tidings.structures.sets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseBytes;
import dev.tidings.structures.HeapBytes;

/** The members of a set that is too large for the other forms, found by their hashes. */
final class MemberTable {
  /** This object and the table's own. */
  private static final int OBJECT_BYTES = 24 + 24;

  private final DenseBytes members;
  private long memberBytes;

  MemberTable() {
    members = new DenseBytes();
  }

  private MemberTable(MemberTable other) {
    members = other.members.copy();
    memberBytes = other.memberBytes;
  }

  MemberTable copy() {
    return new MemberTable(this);
  }

  int size() {
    return members.size();
  }

  long heldBytes() {
    return OBJECT_BYTES + members.heldBytes() + memberBytes;
  }

  int placeOf(Bytes member) {
    return members.placeOf(member);
  }

  byte[] at(int place) {
    return members.at(place);
  }

  boolean add(Bytes member) {
    if (members.placeOf(member) >= 0) {
      return false;
    }
    members.add(member);
    memberBytes += HeapBytes.ofArray(member.length());
    return true;
  }

  void removeAt(int place) {
    memberBytes -= HeapBytes.ofArray(members.removeAt(place).length);
  }
}
