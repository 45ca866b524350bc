package dev.tidings.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An authority that signs certificates, for tests in which somebody has to prove who it is. */
public final class TestAuthority {
  private static final String ALIAS = "authority";

  private final String name;
  private final Path directory;
  private final KeyTool tool;
  private final X509Certificate root;
  private final Path certificate;

  private TestAuthority(String name, Path directory) throws IOException, GeneralSecurityException {
    this.name = name;
    this.directory = directory;
    this.tool = new KeyTool(directory.resolve(name + ".p12"));
    tool.generate(ALIAS, "-dname", "CN=" + name, "-ext", "bc:c");
    this.root = tool.chain(ALIAS)[0];
    this.certificate =
        TestCertificate.pem(directory.resolve(name + "-ca.pem"), "CERTIFICATE", root.getEncoded());
  }

  /** Makes one, whose files are kept in {@code directory}; the name tells it from others there. */
  public static TestAuthority make(String name, Path directory) {
    try {
      return new TestAuthority(name, directory);
    } catch (IOException | GeneralSecurityException failed) {
      throw new AssertionError("no authority for the tests", failed);
    }
  }

  /** A context for clients that trusts this authority, and presents what another has signed. */
  public SSLContext trustedBy(TestCertificate stranger) {
    try {
      return KeyTool.context(root, List.of(stranger.presented()));
    } catch (IOException | GeneralSecurityException failed) {
      throw new AssertionError("no context for the tests", failed);
    }
  }

  /** Its own certificate as a PEM file: what {@code tls-ca-cert-file} takes. */
  public Path certificate() {
    return certificate;
  }

  /** A certificate for {@code localhost} and 127.0.0.1, signed for one named {@code holder}. */
  public TestCertificate issue(String holder) {
    try {
      tool.generate(
          holder,
          "-dname",
          "CN=" + holder,
          "-ext",
          "san=dns:localhost,ip:127.0.0.1",
          "-signer",
          ALIAS);
      return TestCertificate.of(tool, holder, root, directory, name + "-" + holder + "-");
    } catch (IOException | GeneralSecurityException failed) {
      throw new AssertionError("no certificate for the tests", failed);
    }
  }
}
