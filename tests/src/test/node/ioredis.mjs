import { Redis } from "ioredis";
import { deliver, login, run } from "./session.mjs";

const { host, port, protocol, user, password } = login();
const options = {
  host,
  port,
  protocol,
  retryStrategy: () => 20,
  ...(user && { username: user, password }),
};

const publisher = new Redis(options);
const listener = new Redis(options);
for (const connection of [publisher, listener]) {
  // A broken connection is an event here, not the end.
  connection.on("error", () => {});
}
listener.on("messageBuffer", (channel, payload) => deliver("channel", null, channel, payload));
listener.on("pmessageBuffer", (pattern, channel, payload) =>
  deliver("pattern", pattern, channel, payload));
listener.on("smessageBuffer", (channel, payload) => deliver("shard", null, channel, payload));

await publisher.ping();
await run({
  async subscribe(to, name) {
    switch (to) {
      case "channel":
        await listener.subscribe(name);
        break;
      case "pattern":
        await listener.psubscribe(name);
        break;
      default:
        await listener.ssubscribe(name);
    }
  },
  async unsubscribe(channel) {
    await listener.unsubscribe(channel);
  },
  publish: (channel, payload) => publisher.publish(channel, payload),
  publishToShard: (channel, payload) => publisher.spublish(channel, payload),
  async publishTogether(channel, payloads) {
    const transaction = publisher.multi();
    payloads.forEach((payload) => transaction.publish(channel, payload));
    return (await transaction.exec()).map(([failure, reply]) => {
      if (failure) {
        throw failure;
      }
      return reply;
    });
  },
});
