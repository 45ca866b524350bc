package dev.tidings.tests.clients;

import java.nio.file.Path;
import java.util.List;

/** A consumer in another language, in a process of its own. */
final class ScriptedConsumer implements GroupConsumer {
  private final ScriptedClient script;
  private final String name;

  ScriptedConsumer(Path folder, List<String> command, Login login, String name) {
    this.script = new ScriptedClient(folder, command, login);
    this.name = name;
  }

  @Override
  public List<Long> take(int count) {
    return script.call("take", name, "" + count);
  }

  @Override
  public List<Long> work(int count) {
    return script.call("work", name, "" + count);
  }

  @Override
  public List<Long> claim() {
    return script.call("claim", name, "0");
  }

  @Override
  public void close() {
    script.close();
  }
}
