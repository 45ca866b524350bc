package dev.tidings.server;

import dev.tidings.engine.ProcessFacts;
import dev.tidings.engine.ProcessUsage;
import dev.tidings.engine.Surroundings;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import dev.tidings.structures.Bytes;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine finds around it in a real process: a log, chance, files and an end. */
final class ProcessSurroundings implements Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSurroundings.class);

  private final Workplace workplace;
  private final @Nullable Path configurationFile;
  private final Consumer<Ending> ending;
  private final LongConsumer alarm;
  private final BooleanSupplier others;
  private final IntSupplier httpConnections;
  private final ProcessFacts facts;
  private final SecureRandom random = new SecureRandom();

  ProcessSurroundings(
      Configuration configuration,
      @Nullable Path configurationFile,
      Transport transport,
      Consumer<Ending> ending,
      LongConsumer alarm,
      BooleanSupplier others,
      IntSupplier httpConnections) {
    this.others = others;
    this.httpConnections = httpConnections;
    this.facts = HostProcess.facts(transport);
    this.configurationFile = configurationFile;
    this.workplace = new Workplace(configuration);
    this.ending = ending;
    this.alarm = alarm;
  }

  @Override
  public void log(Level level, String text) {
    switch (level) {
      case DEBUG -> LOG.trace(text);
      case VERBOSE -> LOG.debug(text);
      case NOTICE -> LOG.info(text);
      case WARNING -> LOG.warn(text);
    }
  }

  @Override
  public long chance() {
    return random.nextLong();
  }

  @Override
  public @Nullable String configurationFile() {
    return configurationFile == null ? null : configurationFile.toString();
  }

  @Override
  public FileContent readFile(String path) {
    return SmallFiles.read(workplace.resolve(path).toString());
  }

  @Override
  public @Nullable String writeFileAtomically(String path, Bytes content) {
    return SmallFiles.writeAtomically(workplace.resolve(path).toString(), content);
  }

  @Override
  public Bytes resource(String path) {
    return BroughtAlong.resource(path);
  }

  @Override
  public SymbolLookup nativeLibrary(String name) {
    return BroughtAlong.nativeLibrary(name);
  }

  @Override
  public void shutdown(Set<ShutdownFlag> flags) {
    ending.accept(new Ending.Asked(flags));
  }

  @Override
  public ProcessFacts process() {
    return facts;
  }

  @Override
  public ProcessUsage usage() {
    return HostProcess.usage();
  }

  @Override
  public int httpConnections() {
    return httpConnections.getAsInt();
  }

  @Override
  public void wakeAt(long epochMillis) {
    alarm.accept(epochMillis);
  }

  @Override
  public void sleep(long micros) {
    HostProcess.sleep(micros);
  }

  @Override
  public boolean letOthersIn() {
    return others.getAsBoolean();
  }
}
