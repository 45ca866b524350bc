package dev.tidings.tests.clients;

/**
 * How a client comes in.
 *
 * @param protocol the version of RESP, 2 or 3
 * @param user empty for the default user without a password
 */
record Login(String host, int port, int protocol, String user, String password) {

  static Login at(String host, int port, int protocol) {
    return new Login(host, port, protocol, "", "");
  }

  Login as(String otherUser, String itsPassword) {
    return new Login(host, port, protocol, otherUser, itsPassword);
  }

  boolean anonymous() {
    return user.isEmpty();
  }
}
