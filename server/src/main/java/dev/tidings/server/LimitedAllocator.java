package dev.tidings.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A function in native code that stands before an allocator of Lua and refuses what would go beyond
 * a limit: {@code limited_allocator}, with the signature of {@code lua_Alloc}. One in Java would be
 * asked for each little string, at several times the price of the string. It knows what it needs by
 * its first argument:
 *
 * <pre>
 *   ┌──────────────────────────────┬──────────────────┬─────────────────────────────┐
 *   │ where the bytes held now are │ the most of them │ the allocator that is asked │
 *   └──────────────────────────────┴──────────────────┴─────────────────────────────┘
 *   0                              8                  16                            24
 * </pre>
 *
 * The code is for processors of the x86-64 family under Linux; on other machines there is none.
 * Memory is made executable only after the code is written into it.
 */
final class LimitedAllocator {
  /** The name of the function. */
  static final String NAME = "limited_allocator";

  /*
   * Arguments as the System V ABI passes them: rdi what it needs, rsi the block, rdx its size, rcx
   * the size it is to have.
   */
  private static final String CODE =
      "4839D1" // cmp rcx, rdx
          + "7619" // jbe ask           a block that does not grow is never refused
          + "488B07" // mov rax, [rdi]
          + "488B00" // mov rax, [rax]    held now
          + "4829D0" // sub rax, rdx
          + "4801C8" // add rax, rcx      held then
          + "7208" // jc refuse         beyond 64 bits
          + "483B4708" // cmp rax, [rdi + 8]
          + "7702" // ja refuse
          + "EB03" // jmp ask
          + "31C0" // refuse: xor eax, eax
          + "C3" // ret
          + "FF6710"; // ask: jmp [rdi + 16]

  private static final long PAGE_BYTES = 4096;
  private static final int READ_WRITE = 1 | 2;
  private static final int READ_EXECUTE = 1 | 4;
  private static final int PRIVATE_ANONYMOUS = 0x02 | 0x20;

  private static final class Holder {
    private static final MemorySegment FUNCTION = make();
  }

  private LimitedAllocator() {}

  /** Knows the function, if this machine can have it. */
  static SymbolLookup lookup(String operatingSystem, String architecture) {
    boolean fits = operatingSystem.startsWith("linux") && architecture.equals("amd64");
    return name -> fits && name.equals(NAME) ? Optional.of(Holder.FUNCTION) : Optional.empty();
  }

  @SuppressWarnings("restricted") // declared as mmap(2) and mprotect(2) are
  private static MemorySegment make() {
    byte[] code = HexFormat.of().parseHex(CODE);
    FunctionDescriptor mapShape =
        FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    FunctionDescriptor protectShape = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    try {
      MemorySegment page =
          (MemorySegment)
              system("mmap", mapShape)
                  .invokeExact(
                      MemorySegment.NULL, PAGE_BYTES, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
      if (page.address() == -1) {
        throw new IllegalStateException("no memory for a page of code");
      }
      MemorySegment.copy(code, 0, page.reinterpret(PAGE_BYTES), JAVA_BYTE, 0, code.length);
      int failed =
          (int) system("mprotect", protectShape).invokeExact(page, PAGE_BYTES, READ_EXECUTE);
      if (failed != 0) {
        throw new IllegalStateException("a page of memory cannot be made executable");
      }
      return page;
    } catch (RuntimeException | Error ours) {
      throw ours;
    } catch (Throwable cause) {
      throw new IllegalStateException(cause);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle system(String function, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), shape);
  }
}
