package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {
  @TempDir Path folder;

  @Test
  void readsKeysInEveryFormThatOpensslWrites() throws Exception {
    String rsa = openssl("genrsa", "2048");
    write("rsa", rsa);
    String ec = openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout");
    write("ec", ec);
    for (String name : List.of("rsa", "ec")) {
      String old = openssl("pkey", "-in", name, "-traditional");
      String modern = openssl("pkcs8", "-topk8", "-nocrypt", "-in", name);
      String locked = openssl("pkcs8", "-topk8", "-passout", "pass:secret", "-in", name);
      assertThat(old).contains(name.equals("rsa") ? "BEGIN RSA PRIVATE" : "BEGIN EC PRIVATE");
      assertThat(locked).contains("BEGIN ENCRYPTED PRIVATE");
      assertThat(secret(old, "")).isEqualTo(secret(modern, ""));
      assertThat(secret(locked, "secret")).isEqualTo(secret(modern, ""));
      assertThatThrownBy(() -> Pem.privateKey(locked, "wrong")).hasMessageContaining("password");
    }
    assertThatThrownBy(() -> Pem.privateKey("nothing", "")).hasMessage("no private key in it");
  }

  /** The number that is the secret: the same key may be encoded with its public half or without. */
  private static BigInteger secret(String text, String password) throws Exception {
    return switch (Pem.privateKey(text, password)) {
      case RSAPrivateKey rsa -> rsa.getPrivateExponent();
      case ECPrivateKey ec -> ec.getS();
      case PrivateKey other -> throw new AssertionError(other.getAlgorithm());
    };
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private String openssl(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
