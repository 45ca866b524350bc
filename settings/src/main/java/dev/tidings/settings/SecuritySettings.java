package dev.tidings.settings;

/** Who may do what. */
public final class SecuritySettings {
  static final Area AREA = new Area("Security");

  /** From where something is allowed. */
  public enum Allowed {
    NO,
    YES,
    /** Only over the loopback interface or a Unix domain socket. */
    LOCAL
  }

  /** Which channels a user may use who was told of none. */
  public enum ChannelDefault {
    ALLCHANNELS,
    RESETCHANNELS
  }

  public static final Setting<String> REQUIREPASS =
      AREA.text("requirepass", "")
          .effective("The password of the default user; empty asks for none.");

  public static final Setting<String> ACLFILE =
      AREA.text("aclfile", "")
          .immutable()
          .effective("The file that holds the users; empty keeps them in the configuration file.");

  public static final Setting<Long> ACLLOG_MAX_LEN =
      AREA.number("acllog-max-len", 0, Long.MAX_VALUE, 128)
          .effective("How many refused attempts ACL LOG remembers.");

  public static final Setting<ChannelDefault> ACL_PUBSUB_DEFAULT =
      AREA.choice("acl-pubsub-default", ChannelDefault.RESETCHANNELS)
          .effective("Whether a new user may use all channels or none.");

  public static final Setting<Allowed> ENABLE_PROTECTED_CONFIGS =
      AREA.choice("enable-protected-configs", Allowed.NO)
          .immutable()
          .effective("Who may change protected settings at run time.");

  public static final Setting<Allowed> ENABLE_DEBUG_COMMAND =
      AREA.choice("enable-debug-command", Allowed.NO).immutable().effective("Who may use DEBUG.");

  public static final Setting<Allowed> ENABLE_MODULE_COMMAND =
      AREA.choice("enable-module-command", Allowed.NO)
          .immutable()
          .withoutEffect("Who may use MODULE.", "Tidings loads no Redis modules");

  public static final Setting<Boolean> ENABLE_DEBUG_ASSERT =
      AREA.yesNo("enable-debug-assert", false)
          .since("7.4")
          .immutable()
          .hidden()
          .withoutEffect(
              "Whether costly self-checks run.",
              "assertions are switched on with the Java option -ea");

  private SecuritySettings() {}
}
