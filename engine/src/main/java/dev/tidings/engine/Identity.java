package dev.tidings.engine;

import dev.tidings.engine.acl.User;
import dev.tidings.structures.Bytes;

/** Who a client says it is: its user, its name, its library. Touched only inside a turn. */
public final class Identity {
  private User user;
  private boolean authenticated;
  private Bytes name = Bytes.EMPTY;
  private Bytes libraryName = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;

  Identity(User user, boolean authenticated) {
    this.user = user;
    this.authenticated = authenticated;
  }

  /** The user whose rights apply. */
  public User user() {
    return user;
  }

  /** Whether the user has proved to be it. */
  public boolean authenticated() {
    return authenticated;
  }

  void become(User newUser, boolean proved) {
    this.user = newUser;
    this.authenticated = proved;
  }

  /** What CLIENT SETNAME set; empty if nothing. */
  public Bytes name() {
    return name;
  }

  /** Sets the name. */
  public void name(Bytes newName) {
    this.name = newName;
  }

  /** What CLIENT SETINFO LIB-NAME set. */
  public Bytes libraryName() {
    return libraryName;
  }

  /** Sets the library's name. */
  public void libraryName(Bytes newName) {
    this.libraryName = newName;
  }

  /** What CLIENT SETINFO LIB-VER set. */
  public Bytes libraryVersion() {
    return libraryVersion;
  }

  /** Sets the library's version. */
  public void libraryVersion(Bytes newVersion) {
    this.libraryVersion = newVersion;
  }
}
