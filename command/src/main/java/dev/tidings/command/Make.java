package dev.tidings.command;

import org.jspecify.annotations.Nullable;

/** Constructors of argument records, by their number of parts. */
public final class Make {
  private Make() {}

  /** Of one part. */
  @FunctionalInterface
  public interface Of1<A, R> {
    R make(A a);
  }

  /** Of two parts. */
  @FunctionalInterface
  public interface Of2<A, B, R> {
    R make(A a, B b);
  }

  /** Of three parts. */
  @FunctionalInterface
  public interface Of3<A, B, C, R> {
    R make(A a, B b, C c);
  }

  /** Of four parts. */
  @FunctionalInterface
  public interface Of4<A, B, C, D, R> {
    R make(A a, B b, C c, D d);
  }

  /** Of five parts. */
  @FunctionalInterface
  public interface Of5<A, B, C, D, E, R> {
    R make(A a, B b, C c, D d, E e);
  }

  /** Of six parts. */
  @FunctionalInterface
  public interface Of6<A, B, C, D, E, F, R> {
    R make(A a, B b, C c, D d, E e, F f);
  }

  /** Of seven parts. */
  @FunctionalInterface
  public interface Of7<A, B, C, D, E, F, G, R> {
    R make(A a, B b, C c, D d, E e, F f, G g);
  }

  /** Of eight parts. */
  @FunctionalInterface
  public interface Of8<A, B, C, D, E, F, G, H, R> {
    R make(A a, B b, C c, D d, E e, F f, G g, H h);
  }

  /** Of parts whose number is not fixed, in the order of their declaration. */
  @FunctionalInterface
  interface OfAll<R> {
    R make(@Nullable Object[] parts);
  }
}
