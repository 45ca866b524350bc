// A client led by a test through its standard input; the words are in ScriptedClient.
import { createInterface } from "node:readline";

const bytes = (hex) => Buffer.from(hex, "hex");
const hex = (text) => (text === null ? "-" : Buffer.from(text).toString("hex") || "-");

// Tells the test about a message.
export function deliver(by, pattern, channel, payload) {
  process.stdout.write(`${by} ${hex(pattern)} ${hex(channel)} ${hex(payload)}\n`);
}

// The arguments of the script: where the server is, and who comes in.
export function login() {
  const [host, port, protocol, user, password] = process.argv.slice(2);
  return { host, port: Number(port), protocol: Number(protocol), user, password };
}

async function serve(client, verb, words) {
  if (verb === "subscribe") {
    return client.subscribe(words[0], bytes(words[1]));
  }
  const [channel, ...payloads] = words.map(bytes);
  switch (verb) {
    case "unsubscribe":
      return client.unsubscribe(channel);
    case "publish":
      return [await client.publish(channel, payloads[0])];
    case "spublish":
      return [await client.publishToShard(channel, payloads[0])];
    case "together":
      return client.publishTogether(channel, payloads);
    case "atonce":
      return Promise.all(payloads.map((payload) => client.publish(channel, payload)));
    default:
      throw new Error(`unknown word: ${verb}`);
  }
}

// Serves the test until it closes our standard input.
export async function run(client) {
  process.stdout.write("done\n");
  for await (const line of createInterface({ input: process.stdin })) {
    const [verb, ...words] = line.split(" ");
    try {
      const replies = (await serve(client, verb, words)) ?? [];
      process.stdout.write(["done", ...replies].join(" ") + "\n");
    } catch (failure) {
      process.stdout.write(`failed ${String(failure).replace(/\s+/g, " ")}\n`);
    }
  }
  process.exit(0);
}
