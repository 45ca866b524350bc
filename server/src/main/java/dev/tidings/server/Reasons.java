package dev.tidings.server;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;

/** Why the system refused something, in its own words and without Java's. */
final class Reasons {
  private Reasons() {}

  /**
   * The last part of the message: native transports put the name of the call and the number of the
   * error in front, as in {@code bind(..) failed with error(-98): Address already in use}.
   */
  static String of(Throwable failed) {
    if (failed instanceof UnresolvedAddressException) {
      return "Name or service not known";
    }
    if (failed instanceof IOException io) {
      String text = SmallFiles.reason(io);
      int mark = text.lastIndexOf("): ");
      return mark < 0 ? text : text.substring(mark + 3);
    }
    return String.valueOf(failed);
  }

  /** Whether the reason is that this machine has no such address or no such family. */
  static boolean isMissing(String reason) {
    return reason.contains("assign requested address")
        || reason.contains("not supported")
        || reason.contains("not available")
        || reason.equals("Name or service not known");
  }
}
