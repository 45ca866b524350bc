package dev.tidings.server;

import dev.tidings.settings.Setting;
import dev.tidings.settings.TlsSettings;
import dev.tidings.settings.TlsSettings.ClientCertificate;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLException;

/** Makes Netty's description of TLS from the settings. Reads files; any thread. */
final class TlsContext {
  private static final Map<String, String> PROTOCOLS = protocols();

  /** Where values come from: those in force, or those proposed. */
  interface Values {
    <T> T of(Setting<T> setting);
  }

  /** The settings make no sense, or a file cannot be used. */
  static final class Unusable extends Exception {
    @Serial private static final long serialVersionUID = 1;

    Unusable(String sentence) {
      super(sentence);
    }

    Unusable(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  private final Values values;
  private final Workplace workplace;

  private TlsContext(Values values, Workplace workplace) {
    this.values = values;
    this.workplace = workplace;
  }

  static SslContext of(Values values, Workplace workplace) throws Unusable {
    return new TlsContext(values, workplace).make();
  }

  private SslContext make() throws Unusable {
    SslContextBuilder builder = identity().sslProvider(SslProvider.JDK);
    ClientCertificate wanted = values.of(TlsSettings.TLS_AUTH_CLIENTS);
    builder.clientAuth(
        switch (wanted) {
          case NO -> ClientAuth.NONE;
          case YES -> ClientAuth.REQUIRE;
          case OPTIONAL -> ClientAuth.OPTIONAL;
        });
    if (wanted != ClientCertificate.NO) {
      builder.trustManager(authorities());
    }
    Set<String> protocols = chosenProtocols();
    builder.protocols(protocols);
    CipherNames.Choice ciphers =
        CipherNames.choose(
            values.of(TlsSettings.TLS_CIPHERS), values.of(TlsSettings.TLS_CIPHERSUITES));
    if (ciphers.unknown() != null) {
      throw new Unusable("Failed to configure ciphers: " + ciphers.unknown() + ".");
    }
    if (!ciphers.names().isEmpty()) {
      builder.ciphers(ciphers.names());
    }
    // The JDK knows no "off": a cache of one session comes closest.
    boolean caching = values.of(TlsSettings.TLS_SESSION_CACHING);
    builder.sessionCacheSize(caching ? values.of(TlsSettings.TLS_SESSION_CACHE_SIZE) : 1);
    builder.sessionTimeout(values.of(TlsSettings.TLS_SESSION_CACHE_TIMEOUT));
    try {
      return builder.build();
    } catch (SSLException | IllegalArgumentException refused) {
      throw new Unusable("TLS cannot be set up: " + refused.getMessage() + ".", refused);
    }
  }

  private SslContextBuilder identity() throws Unusable {
    String certificate = values.of(TlsSettings.TLS_CERT_FILE);
    String key = values.of(TlsSettings.TLS_KEY_FILE);
    if (certificate.isEmpty()) {
      throw new Unusable("No tls-cert-file configured!");
    }
    if (key.isEmpty()) {
      throw new Unusable("No tls-key-file configured!");
    }
    X509Certificate[] chain = certificates(certificate).toArray(new X509Certificate[0]);
    Path keyFile = workplace.resolve(key);
    try {
      PrivateKey secret =
          Pem.privateKey(Files.readString(keyFile), values.of(TlsSettings.TLS_KEY_FILE_PASS));
      return SslContextBuilder.forServer(secret, chain);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException refused) {
      throw new Unusable(
          "Failed to load private key: " + key + ": " + reason(refused) + ".", refused);
    }
  }

  private List<X509Certificate> certificates(String file) throws Unusable {
    Path path = workplace.resolve(file);
    try {
      return Pem.certificates(Files.readString(path));
    } catch (IOException | GeneralSecurityException refused) {
      throw new Unusable(
          "Failed to load certificate: " + file + ": " + reason(refused) + ".", refused);
    }
  }

  private X509Certificate[] authorities() throws Unusable {
    String file = values.of(TlsSettings.TLS_CA_CERT_FILE);
    String directory = values.of(TlsSettings.TLS_CA_CERT_DIR);
    if (file.isEmpty() && directory.isEmpty()) {
      throw new Unusable(
          "Either tls-ca-cert-file or tls-ca-cert-dir must be specified while tls-auth-clients is"
              + " not \"no\".");
    }
    List<X509Certificate> all = new ArrayList<>();
    if (!file.isEmpty()) {
      all.addAll(certificates(file));
    }
    if (!directory.isEmpty()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(workplace.resolve(directory))) {
        for (Path each : files) {
          all.addAll(certificates(each.toString()));
        }
      } catch (IOException failed) {
        throw new Unusable(
            "Failed to read tls-ca-cert-dir: " + SmallFiles.reason(failed) + ".", failed);
      }
    }
    return all.toArray(new X509Certificate[0]);
  }

  private Set<String> chosenProtocols() throws Unusable {
    String text = values.of(TlsSettings.TLS_PROTOCOLS).strip();
    if (text.isEmpty()) {
      return Set.of("TLSv1.2", "TLSv1.3");
    }
    Set<String> chosen = new LinkedHashSet<>();
    for (String word : text.split(" +", -1)) {
      String name = PROTOCOLS.get(word.toLowerCase(Locale.ROOT));
      if (name == null) {
        throw new Unusable(
            "Invalid tls-protocols specified: the versions known are "
                + String.join(", ", PROTOCOLS.values())
                + ".");
      }
      chosen.add(name);
    }
    return chosen;
  }

  private static Map<String, String> protocols() {
    Map<String, String> byLowerCase = new TreeMap<>();
    for (String name : List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")) {
      byLowerCase.put(name.toLowerCase(Locale.ROOT), name);
    }
    return byLowerCase;
  }

  private static String reason(Exception refused) {
    return refused instanceof IOException failed
        ? SmallFiles.reason(failed)
        : String.valueOf(refused.getMessage());
  }
}
