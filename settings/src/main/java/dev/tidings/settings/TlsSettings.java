package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

/** Encrypted connections. */
public final class TlsSettings {
  static final Area AREA = new Area("TLS");

  /** Whether clients must show a certificate. */
  public enum ClientCertificate {
    NO,
    YES,
    OPTIONAL
  }

  public static final Setting<Long> TLS_PORT =
      AREA.number("tls-port", 0, NetworkSettings.PORT_MAX, 0)
          .effective("The TCP port for encrypted connections; 0 listens on none.");

  public static final Setting<String> TLS_CERT_FILE =
      AREA.text("tls-cert-file", "").effective("The server's certificate chain, in PEM.");

  public static final Setting<String> TLS_KEY_FILE =
      AREA.text("tls-key-file", "").effective("The private key of the certificate, in PEM.");

  public static final Setting<String> TLS_KEY_FILE_PASS =
      AREA.text("tls-key-file-pass", "").effective("The password of the private key.");

  public static final Setting<String> TLS_CLIENT_CERT_FILE =
      AREA.text("tls-client-cert-file", "")
          .notYet("The certificate shown to other servers.", "replication");

  public static final Setting<String> TLS_CLIENT_KEY_FILE =
      AREA.text("tls-client-key-file", "")
          .notYet("The private key of the certificate shown to other servers.", "replication");

  public static final Setting<String> TLS_CLIENT_KEY_FILE_PASS =
      AREA.text("tls-client-key-file-pass", "")
          .notYet("The password of the key of `tls-client-key-file`.", "replication");

  public static final Setting<String> TLS_CA_CERT_FILE =
      AREA.text("tls-ca-cert-file", "")
          .effective("The authorities whose client certificates are believed, in PEM.");

  public static final Setting<String> TLS_CA_CERT_DIR =
      AREA.text("tls-ca-cert-dir", "").effective("A directory of such authorities, one file each.");

  public static final Setting<ClientCertificate> TLS_AUTH_CLIENTS =
      AREA.choice("tls-auth-clients", ClientCertificate.YES)
          .effective("Whether clients must show a certificate.");

  public static final Setting<String> TLS_PROTOCOLS =
      AREA.text("tls-protocols", "")
          .effective(
              "The protocol versions allowed, such as `TLSv1.2 TLSv1.3`; empty allows both.");

  public static final Setting<String> TLS_CIPHERS =
      AREA.text("tls-ciphers", "").effective("The ciphers allowed up to TLS 1.2.");

  public static final Setting<String> TLS_CIPHERSUITES =
      AREA.text("tls-ciphersuites", "").effective("The cipher suites allowed in TLS 1.3.");

  public static final Setting<Boolean> TLS_PREFER_SERVER_CIPHERS =
      AREA.yesNo("tls-prefer-server-ciphers", false)
          .effective("Whether the server's order of ciphers counts, not the client's.");

  public static final Setting<Boolean> TLS_SESSION_CACHING =
      AREA.yesNo("tls-session-caching", true)
          .effective("Whether a client may resume an earlier session with a shorter handshake.");

  public static final Setting<Long> TLS_SESSION_CACHE_SIZE =
      AREA.number("tls-session-cache-size", 0, INT_MAX, 20480)
          .effective("How many sessions are remembered; 0 is no limit.");

  public static final Setting<Long> TLS_SESSION_CACHE_TIMEOUT =
      AREA.number("tls-session-cache-timeout", 0, INT_MAX, 300)
          .effective("Seconds for which a session is remembered.");

  public static final Setting<String> TLS_DH_PARAMS_FILE =
      AREA.text("tls-dh-params-file", "")
          .withoutEffect(
              "Parameters of the Diffie-Hellman exchange for old clients.",
              "the Java machine brings its own groups");

  public static final Setting<Boolean> TLS_REPLICATION =
      AREA.yesNo("tls-replication", false)
          .notYet("Whether the connection to the upstream server is encrypted.", "replication");

  public static final Setting<Boolean> TLS_CLUSTER =
      AREA.yesNo("tls-cluster", false)
          .notYet("Whether the connections between nodes are encrypted.", "the cluster");

  /** Which part of a client's certificate names its user. */
  public enum CertificateUser implements Types.Spelled {
    CN("CN"),
    OFF("off");

    private final String spelling;

    CertificateUser(String spelling) {
      this.spelling = spelling;
    }

    @Override
    public String spelling() {
      return spelling;
    }
  }

  public static final Setting<CertificateUser> TLS_AUTH_CLIENTS_USER =
      AREA.choice("tls-auth-clients-user", CertificateUser.OFF)
          .since("8.6")
          .notYet("Which part of a client's certificate names its user.", "log-in by certificate");

  private TlsSettings() {}
}
