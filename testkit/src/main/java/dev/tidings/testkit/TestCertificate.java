package dev.tidings.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code localhost} and 127.0.0.1 that nobody trusts but the tests: its own
 * authority ({@link #make}), or signed by another ({@link TestAuthority#issue}).
 *
 * @param certificate the certificate as a PEM file
 * @param key the private key as a PEM file
 * @param trusting a context for clients that trusts this certificate, or the authority that signed
 *     it, and no other; it presents no certificate of its own
 * @param presented what presents this certificate to whoever asks for one
 * @param presenting a context for clients that trusts the same and presents this certificate
 */
public record TestCertificate(
    Path certificate, Path key, SSLContext trusting, KeyManager presented, SSLContext presenting) {
  private static final String ALIAS = "server";

  /** Makes one with the JDK's keytool and keeps its files in {@code directory}. */
  public static TestCertificate make(Path directory) {
    try {
      KeyTool tool = new KeyTool(directory.resolve("keys.p12"));
      tool.generate(ALIAS, "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
      X509Certificate own = tool.chain(ALIAS)[0];
      return of(tool, ALIAS, own, directory, "");
    } catch (IOException | GeneralSecurityException failed) {
      throw new AssertionError("no certificate for the tests", failed);
    }
  }

  /** The certificate that {@code tool} knows as {@code alias}, trusted because of {@code root}. */
  static TestCertificate of(
      KeyTool tool, String alias, X509Certificate root, Path directory, String prefix)
      throws IOException, GeneralSecurityException {
    X509Certificate[] chain = tool.chain(alias);
    PrivateKey key = tool.key(alias);
    KeyManager presented = new PresentingKey(key, chain);
    return new TestCertificate(
        pem(directory.resolve(prefix + "certificate.pem"), "CERTIFICATE", chain[0].getEncoded()),
        pem(directory.resolve(prefix + "key.pem"), "PRIVATE KEY", key.getEncoded()),
        KeyTool.context(root, List.of()),
        presented,
        KeyTool.context(root, List.of(presented)));
  }

  static Path pem(Path file, String kind, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, lines, kind));
  }
}
