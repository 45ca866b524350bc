// A consumer of a group with ioredis, led by a test; the words are in GroupConsumerTest.
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { login } from "./session.mjs";

const { host, port, protocol, user, password } = login();
const redis = new Redis({ host, port, protocol, ...(user && { username: user, password }) });

async function read(name, count) {
  const streams = await redis.xreadgroup(
    "GROUP", "g", name, "COUNT", count, "BLOCK", 20, "STREAMS", "s", ">");
  if (streams === null) {
    return [];
  }
  // A map in RESP3, an array in RESP2.
  return Array.isArray(streams) ? streams[0][1] : Object.values(streams)[0];
}

async function acknowledge(entries) {
  if (entries.length > 0) {
    await redis.xack("s", "g", ...entries.map(([id]) => id));
  }
  return entries;
}

async function serve(verb, name, count) {
  switch (verb) {
    case "take":
      return read(name, count);
    case "work":
      return acknowledge(await read(name, count));
    default:
      return acknowledge((await redis.xautoclaim("s", "g", name, 20, "0"))[1]);
  }
}

await redis.ping();
process.stdout.write("done\n");
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const entries = await serve(...line.split(" "));
    process.stdout.write(["done", ...entries.map(([, fields]) => fields[1])].join(" ") + "\n");
  } catch (failure) {
    process.stdout.write(`failed ${String(failure).replace(/\s+/g, " ")}\n`);
  }
}
process.exit(0);
