package dev.tidings.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a connected socket, with the certificates of the command line, which are PEM files. As
 * with redis-cli the server's certificate must come from a trusted authority, but may be made out
 * to any name: servers inside a network are often reached by an address that theirs does not have.
 */
final class Tls {
  private static final char[] NO_PASSWORD = new char[0];
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private Tls() {}

  static Socket over(Socket socket, Options options) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ownKeys(options), trusted(options), null);
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, options.host, options.port, true);
      SSLParameters parameters = secured.getSSLParameters();
      if (options.serverName != null) {
        parameters.setServerNames(List.of(new SNIHostName(options.serverName)));
      }
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (GeneralSecurityException refused) {
      throw new IOException("TLS: " + refused.getMessage(), refused);
    }
  }

  private static KeyManager @Nullable [] ownKeys(Options options)
      throws IOException, GeneralSecurityException {
    if (options.certificate == null || options.key == null) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    Certificate[] chain = certificates(options.certificate).toArray(Certificate[]::new);
    store.setKeyEntry("own", privateKey(options.key), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trusted(Options options)
      throws IOException, GeneralSecurityException {
    if (options.insecure) {
      return new TrustManager[] {new TrustingEverybody()};
    }
    if (options.authorities == null) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int number = 0;
    for (Certificate certificate : certificates(options.authorities)) {
      store.setCertificateEntry("authority " + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(String file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  /** A key in PKCS#8, which says itself for which algorithm it is: each is tried. */
  private static PrivateKey privateKey(String file) throws IOException, GeneralSecurityException {
    String text = Files.readString(Path.of(file), StandardCharsets.US_ASCII);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IOException(file + " is not a private key in PKCS#8 (BEGIN PRIVATE KEY)");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException another) {
        // The next algorithm may fit.
      }
    }
    throw new IOException(file + " is a key of no known algorithm");
  }

  /** What {@code --insecure} asks for. */
  private static final class TrustingEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
