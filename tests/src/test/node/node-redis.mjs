import { createClient } from "redis";
import { deliver, login, run } from "./session.mjs";

const { host, port, protocol, user, password } = login();
const publisher = createClient({
  RESP: protocol,
  socket: { host, port, reconnectStrategy: () => 20 },
  ...(user && { username: user, password }),
});
const listener = publisher.duplicate();
for (const connection of [publisher, listener]) {
  // A broken connection is an event here, not the end.
  connection.on("error", () => {});
  await connection.connect();
}

// Its listeners get bytes, but its names are strings.
await run({
  async subscribe(to, name) {
    const text = name.toString();
    switch (to) {
      case "channel":
        await listener.subscribe(
          text, (payload, channel) => deliver("channel", null, channel, payload), true);
        break;
      case "pattern":
        await listener.pSubscribe(
          text, (payload, channel) => deliver("pattern", text, channel, payload), true);
        break;
      default:
        await listener.sSubscribe(
          text, (payload, channel) => deliver("shard", null, channel, payload), true);
    }
  },
  async unsubscribe(channel) {
    await listener.unsubscribe(channel.toString());
  },
  publish: (channel, payload) => publisher.publish(channel, payload),
  publishToShard: (channel, payload) => publisher.sPublish(channel, payload),
  publishTogether(channel, payloads) {
    const transaction = publisher.multi();
    payloads.forEach((payload) => transaction.publish(channel, payload));
    return transaction.exec();
  },
});
