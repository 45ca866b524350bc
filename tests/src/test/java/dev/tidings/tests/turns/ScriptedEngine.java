package dev.tidings.tests.turns;

import dev.tidings.engine.EngineFixture;
import dev.tidings.script.ScriptCommands;
import dev.tidings.server.BroughtAlong;

/** The engine's fixture with scripts and functions, and the library of Lua that they need. */
final class ScriptedEngine {
  private ScriptedEngine() {}

  static EngineFixture fixture() {
    EngineFixture fixture = new EngineFixture(ScriptCommands.all());
    fixture.world.resources = BroughtAlong::resource;
    fixture.world.nativeLibraries = BroughtAlong::nativeLibrary;
    return fixture;
  }
}
