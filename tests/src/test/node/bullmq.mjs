// A queue of BullMQ as a program would use it: priorities, retries, delays, a job whose worker dies.
// Arguments: host, port. Prints one line for each thing that was seen.
import { fork } from "node:child_process";
import { Queue, QueueEvents, Worker } from "bullmq";

const [host, port, role] = process.argv.slice(2);
const connection = { host, port: Number(port), maxRetriesPerRequest: null };
const name = "letters";
const quick = { connection, lockDuration: 1000, stalledInterval: 500, drainDelay: 1 };

if (role === "dying") {
  new Worker(name, () => {
    process.send("taken");
    return new Promise(() => {});
  }, quick);
} else {
  await main();
}

async function finished(jobs, events) {
  return Promise.all(jobs.map((job) => job.waitUntilFinished(events, 60_000)));
}

async function main() {
  const queue = new Queue(name, { connection });
  const events = new QueueEvents(name, { connection });
  await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);

  const orphan = await queue.add("orphan", { text: "left behind" });
  const child = fork(process.argv[1], [host, port, "dying"]);
  await new Promise((resolve) => child.once("message", resolve));
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));

  const attempts = new Map();
  const worker = new Worker(
    name,
    async (job) => {
      const attempt = (attempts.get(job.id) ?? 0) + 1;
      attempts.set(job.id, attempt);
      if (job.data.fails >= attempt) {
        throw new Error("not yet");
      }
      return `${job.data.text} (${attempt})`;
    },
    { ...quick, concurrency: 4 },
  );
  worker.on("error", (error) => console.log("error", error.message));

  const plain = await queue.addBulk(
    Array.from({ length: 50 }, (_, i) => ({ name: "plain", data: { text: `plain ${i}` } })),
  );
  const first = await queue.add("first", { text: "urgent" }, { priority: 1 });
  const late = await queue.add("late", { text: "delayed" }, { delay: 200 });
  const retried = await queue.add(
    "retried",
    { text: "retried", fails: 2 },
    { attempts: 3, backoff: { type: "fixed", delay: 50 } },
  );
  const again = await queue.add("twice", { text: "once" }, { jobId: "the-same" });
  await queue.add("twice", { text: "once" }, { jobId: "the-same" });

  console.log("plain", (await finished(plain, events)).length);
  console.log((await finished([first, late, retried, again, orphan], events)).join(", "));
  console.log("counts", JSON.stringify(await queue.getJobCounts("completed", "failed", "waiting")));

  await worker.close();
  await events.close();
  await queue.obliterate({ force: true });
  await queue.close();
  process.exit(0);
}
