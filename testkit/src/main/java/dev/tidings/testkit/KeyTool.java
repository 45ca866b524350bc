package dev.tidings.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The JDK's keytool, and the file in which it keeps keys: Java makes certificates in no other way.
 */
record KeyTool(Path store) {
  private static final String PASSWORD = "for-tests";

  /** Makes a key pair and its certificate; {@code options} say who it is for and who signs. */
  void generate(String alias, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** The certificate of {@code alias}, and after it those that vouch for it. */
  X509Certificate[] chain(String alias) throws IOException, GeneralSecurityException {
    Certificate[] chain = keys().getCertificateChain(alias);
    return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
  }

  /** The secret of {@code alias}. */
  PrivateKey key(String alias) throws IOException, GeneralSecurityException {
    return (PrivateKey) keys().getKey(alias, PASSWORD.toCharArray());
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** A context for clients that trusts {@code root} alone and presents what {@code own} choose. */
  static SSLContext context(X509Certificate root, List<KeyManager> own)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("root", root);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.toArray(KeyManager[]::new), trust.getTrustManagers(), null);
    return context;
  }
}
