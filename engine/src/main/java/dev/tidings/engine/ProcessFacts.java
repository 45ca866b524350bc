package dev.tidings.engine;

/**
 * What stays the same about the process as long as it runs.
 *
 * @param version the version of Tidings
 * @param id the number of the process
 * @param operatingSystem its name, release and machine, as {@code uname} tells them
 * @param addressBits 32 or 64
 * @param multiplexing by what means sockets are waited for
 * @param executable the path of the program
 * @param runtime the Java machine's version
 * @param supervised by which service manager, or {@code no}
 * @param systemMemoryBytes the memory of the machine, 0 if unknown
 */
public record ProcessFacts(
    String version,
    long id,
    String operatingSystem,
    int addressBits,
    String multiplexing,
    String executable,
    String runtime,
    String supervised,
    long systemMemoryBytes) {}
