package dev.tidings.engine;

/** What a client switched on or off for its own connection. Touched only inside a turn. */
public final class Features {
  private boolean monitoring;
  private boolean noEvict;
  private boolean noTouch;
  private boolean readOnly;
  private boolean followsRedirects;

  /** Whether it is told every command that is served (MONITOR). */
  public boolean monitoring() {
    return monitoring;
  }

  void monitoring(boolean on) {
    this.monitoring = on;
  }

  /** Whether it is spared when clients take too much memory (CLIENT NO-EVICT). */
  public boolean noEvict() {
    return noEvict;
  }

  /** Sets {@link #noEvict}. */
  public void noEvict(boolean on) {
    this.noEvict = on;
  }

  /** Whether its reads leave the age of keys alone (CLIENT NO-TOUCH). */
  public boolean noTouch() {
    return noTouch;
  }

  /** Sets {@link #noTouch}. */
  public void noTouch(boolean on) {
    this.noTouch = on;
  }

  /** Whether it said READONLY. */
  public boolean readOnly() {
    return readOnly;
  }

  /** Sets {@link #readOnly}. */
  public void readOnly(boolean on) {
    this.readOnly = on;
  }

  /** Whether it understands being sent to another server (CLIENT CAPA redirect). */
  public boolean followsRedirects() {
    return followsRedirects;
  }

  void followsRedirects(boolean understood) {
    this.followsRedirects = understood;
  }

  /** Everything as for a new connection, but for what it understands. */
  void reset() {
    monitoring = false;
    noEvict = false;
    noTouch = false;
    readOnly = false;
  }
}
