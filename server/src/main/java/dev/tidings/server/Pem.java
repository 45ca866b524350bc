package dev.tidings.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Certificates and private keys from PEM, the text form that OpenSSL writes.
 *
 * <pre>
 *   PRIVATE KEY             PKCS #8   what Java reads
 *   ENCRYPTED PRIVATE KEY   PKCS #8, locked with a password
 *   RSA PRIVATE KEY         PKCS #1   put into a PKCS #8 envelope here
 *   EC PRIVATE KEY          SEC 1     the same; names its curve inside
 * </pre>
 */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final byte[] ZERO = {0x02, 0x01, 0x00};
  private static final byte[] RSA_WITH_NULL =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int CURVE = 0xa0;
  private static final int ONE_BYTES = 3;

  private Pem() {}

  /** All certificates, in the order of the text. */
  static List<X509Certificate> certificates(String text) throws CertificateException {
    List<X509Certificate> all = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).endsWith("CERTIFICATE")) {
        Certificate read = factory.generateCertificate(new ByteArrayInputStream(bytes(blocks)));
        all.add((X509Certificate) read);
      }
    }
    if (all.isEmpty()) {
      throw new CertificateException("no certificate in it");
    }
    return all;
  }

  /** The first private key. */
  static PrivateKey privateKey(String text, String password) throws GeneralSecurityException {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      switch (blocks.group(1)) {
        case "PRIVATE KEY" -> {
          return key(new PKCS8EncodedKeySpec(bytes(blocks)));
        }
        case "ENCRYPTED PRIVATE KEY" -> {
          return key(unlocked(bytes(blocks), password));
        }
        case "RSA PRIVATE KEY" -> {
          return key(enveloped(RSA_WITH_NULL, plain(blocks)));
        }
        case "EC PRIVATE KEY" -> {
          byte[] inner = plain(blocks);
          return key(enveloped(element(SEQUENCE, EC_OID, curve(inner)), inner));
        }
        default -> {
          // A certificate or parameters beside the key.
        }
      }
    }
    throw new InvalidKeySpecException("no private key in it");
  }

  private static byte[] bytes(Matcher block) {
    return Base64.getMimeDecoder().decode(block.group(2).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Old files that are locked have lines of their own between the header and the bytes. */
  private static byte[] plain(Matcher block) throws InvalidKeySpecException {
    if (block.group(2).contains("Proc-Type:")) {
      throw new InvalidKeySpecException(
          "it is locked in an old way; write it anew with \"openssl pkcs8 -topk8\"");
    }
    return bytes(block);
  }

  private static PKCS8EncodedKeySpec unlocked(byte[] locked, String password)
      throws GeneralSecurityException {
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(locked);
      // With PBES2 the name of the whole procedure is found in the parameters.
      String named = info.getAlgName();
      String algorithm =
          named.equals("PBES2") || named.equals("1.2.840.113549.1.5.13")
              ? info.getAlgParameters().toString()
              : named;
      SecretKey secret =
          SecretKeyFactory.getInstance(algorithm)
              .generateSecret(new PBEKeySpec(password.toCharArray()));
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
      return info.getKeySpec(cipher);
    } catch (IOException | InvalidKeySpecException broken) {
      throw new InvalidKeySpecException("wrong password, or not a locked key", broken);
    }
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    InvalidKeySpecException refused = new InvalidKeySpecException("no kind of key known here");
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException other) {
        refused.addSuppressed(other);
      }
    }
    throw refused;
  }

  private static PKCS8EncodedKeySpec enveloped(byte[] algorithm, byte[] inner) {
    return new PKCS8EncodedKeySpec(
        element(SEQUENCE, ZERO, algorithm, element(OCTET_STRING, inner)));
  }

  /** The curve's identifier from the part of a SEC 1 key that is marked [0]. */
  private static byte[] curve(byte[] key) throws InvalidKeySpecException {
    // Sequence, the number 1, the secret itself, then [0] with the identifier.
    int number = (key[1] & 0x80) == 0 ? 2 : 3;
    int secret = number + ONE_BYTES;
    int mark = secret + 2 + key[secret + 1];
    if (mark + 3 >= key.length
        || (key[mark] & 0xff) != CURVE
        || key[mark + 2] != OBJECT_IDENTIFIER) {
      throw new InvalidKeySpecException("an EC key that does not name its curve");
    }
    return Arrays.copyOfRange(key, mark + 2, mark + 4 + key[mark + 3]);
  }

  /** An element of DER: its tag, its length, its content. */
  private static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (length < 0x80) {
      element.write(length);
    } else if (length < 0x100) {
      element.write(0x81);
      element.write(length);
    } else {
      element.write(0x82);
      element.write(length >> 8);
      element.write(length);
    }
    for (byte[] part : parts) {
      element.writeBytes(part);
    }
    return element.toByteArray();
  }
}
