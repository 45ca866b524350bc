package dev.tidings.engine;

/**
 * What INFO tells of scripts and functions, as whoever runs them counts it.
 *
 * @param scripts how many scripts are kept
 * @param scriptBytes what they take
 * @param scriptStateBytes what Lua holds for them
 * @param evictedScripts how many were let go of because others were run
 * @param libraries how many libraries are loaded
 * @param functions how many functions they have
 * @param libraryBytes what they take
 * @param functionStateBytes what Lua holds for them
 */
public record ScriptFigures(
    long scripts,
    long scriptBytes,
    long scriptStateBytes,
    long evictedScripts,
    long libraries,
    long functions,
    long libraryBytes,
    long functionStateBytes) {
  /** Of a server that has not been asked to run anything. */
  static final ScriptFigures NONE = new ScriptFigures(0, 0, 0, 0, 0, 0, 0, 0);
}
