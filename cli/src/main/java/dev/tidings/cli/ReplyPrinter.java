package dev.tidings.cli;

import dev.tidings.protocol.Reply;
import java.io.ByteArrayOutputStream;

/** Turns replies into what is printed. Bytes, because a value need not be text. */
interface ReplyPrinter {
  /** Adds {@code reply} to {@code out}, its last line end included. */
  void print(Reply reply, ByteArrayOutputStream out);
}
