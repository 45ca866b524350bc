package dev.tidings.protocol;

import dev.tidings.structures.Bytes;
import java.util.List;

/** What a server says, as its client reads it: all types of RESP2 and RESP3. Immutable. */
public sealed interface Reply {

  /** {@code +OK}: a line of text. */
  record SimpleString(Bytes text) implements Reply {}

  /** {@code -ERR …}, or {@code !} with a length. */
  record ErrorReply(Bytes text) implements Reply {}

  /** {@code :1}. */
  record IntegerReply(long value) implements Reply {}

  /** {@code $} with a length: any bytes. */
  record BulkString(Bytes bytes) implements Reply {}

  /** {@code =} with a length: text and how it is written, {@code txt} or {@code mkd}. */
  record VerbatimString(String format, Bytes bytes) implements Reply {}

  /** {@code _}, or in RESP2 a string or an array of the length -1. */
  record NullReply() implements Reply {}

  /** {@code #t} or {@code #f}. */
  record BooleanReply(boolean value) implements Reply {}

  /** {@code ,1.5}: a number as the server has written it; {@code inf}, {@code nan} too. */
  record DoubleReply(String text) implements Reply {}

  /** {@code (}: a whole number of any length, as the server has written it. */
  record BigNumber(String text) implements Reply {}

  /** {@code *}. */
  record ArrayReply(List<Reply> elements) implements Reply {}

  /** {@code ~}: no element comes twice. */
  record SetReply(List<Reply> elements) implements Reply {}

  /** {@code >}: answers nothing, came by itself. */
  record PushReply(List<Reply> elements) implements Reply {}

  /** {@code %}, in the order in which it was sent. */
  record MapReply(List<Entry> entries) implements Reply {}

  /** {@code |}: a reply with notes about it. */
  record AttributedReply(List<Entry> attributes, Reply reply) implements Reply {}

  /** A pair of a map. */
  record Entry(Reply key, Reply value) {}
}
