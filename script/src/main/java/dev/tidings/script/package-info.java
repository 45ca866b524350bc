/**
 * What it is: scripts and functions in Lua: EVAL, SCRIPT, FUNCTION, FCALL, and the Lua that they
 * find.
 *
 * <p>What it never does: read files or clocks; the library of Lua comes through the engine's
 * surroundings.
 *
 * <p>Thread: one at a time, inside a turn.
 *
 * <p>Start reading: {@link dev.tidings.script.ScriptCommands}, then {@link
 * dev.tidings.script.Interpreter}.
 */
@NullMarked
package dev.tidings.script;

import org.jspecify.annotations.NullMarked;
