package dev.tidings.server;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.Guard;
import dev.tidings.settings.Proposal;
import dev.tidings.settings.Setting;
import dev.tidings.settings.TlsSettings;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encryption of new connections, made again whenever one of its settings changes. Any thread
 * may ask for a handler; the settings change inside the engine.
 */
final class Tls implements Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  /** A client that has not shaken hands by then will not do it any more. */
  private static final int HANDSHAKE_SECONDS = 60;

  private static final Setting<?>[] SETTINGS = {
    TlsSettings.TLS_PORT,
    TlsSettings.TLS_CERT_FILE,
    TlsSettings.TLS_KEY_FILE,
    TlsSettings.TLS_KEY_FILE_PASS,
    TlsSettings.TLS_CA_CERT_FILE,
    TlsSettings.TLS_CA_CERT_DIR,
    TlsSettings.TLS_AUTH_CLIENTS,
    TlsSettings.TLS_PROTOCOLS,
    TlsSettings.TLS_CIPHERS,
    TlsSettings.TLS_CIPHERSUITES,
    TlsSettings.TLS_PREFER_SERVER_CIPHERS,
    TlsSettings.TLS_SESSION_CACHING,
    TlsSettings.TLS_SESSION_CACHE_SIZE,
    TlsSettings.TLS_SESSION_CACHE_TIMEOUT
  };

  private final Workplace workplace;
  private volatile @Nullable SslContext context;
  private volatile boolean serverOrder;
  private @Nullable SslContext next;

  private Tls(Workplace workplace) {
    this.workplace = workplace;
  }

  /** The encryption that {@code configuration} asks for, and its guard. */
  static Tls of(Configuration configuration) throws StartFailure {
    Tls tls = new Tls(new Workplace(configuration));
    if (configuration.value(TlsSettings.TLS_PORT) != 0) {
      try {
        tls.context = TlsContext.of(configuration::value, tls.workplace);
        tls.serverOrder = configuration.value(TlsSettings.TLS_PREFER_SERVER_CIPHERS);
      } catch (TlsContext.Unusable unusable) {
        throw new StartFailure(unusable.getMessage() + " Failed to configure TLS.", unusable);
      }
    }
    configuration.guard(tls, SETTINGS);
    return tls;
  }

  /** What a new connection is encrypted by. */
  SslHandler handler(ByteBufAllocator allocator) {
    SslContext present = context;
    if (present == null) {
      throw new IllegalStateException("a TLS port is open, but nothing is known of TLS");
    }
    SSLEngine engine = present.newEngine(allocator);
    if (serverOrder) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setUseCipherSuitesOrder(true);
      engine.setSSLParameters(parameters);
    }
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return handler;
  }

  @Override
  public @Nullable String prepare(Proposal proposed) {
    if (proposed.after(TlsSettings.TLS_PORT) == 0) {
      next = null;
      return null;
    }
    try {
      next = TlsContext.of(proposed::after, workplace);
      return null;
    } catch (TlsContext.Unusable unusable) {
      LOG.warn("{} TLS stays as it is.", unusable.getMessage());
      return "Unable to update TLS configuration. Check server logs.";
    }
  }

  @Override
  public void adopt(Proposal proposed) {
    context = next;
    serverOrder = proposed.after(TlsSettings.TLS_PREFER_SERVER_CIPHERS);
    next = null;
  }

  @Override
  public void abandon(Proposal proposed) {
    next = null;
  }
}
