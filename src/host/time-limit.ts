import type { Worker } from "node:worker_threads";

/** Work that was stopped because it did not end in time. */
export class TimeLimitExceeded extends Error {
  override readonly name = "TimeLimitExceeded";
  readonly seconds: number;
  constructor(seconds: number) {
    super(`did not end within ${seconds} s`);
    this.seconds = seconds;
  }
}

// Time for the timer of this thread, which stops everything that waits. After it, a loop keeps the thread busy.
const GRACE_MS = 100;
// When even that does not end the work, it waits for the operating system, and only the end of the process ends it.
const LAST_MS = 5_000;

/*
 * A loop keeps its thread busy, so only another thread can stop it. This one asks V8's inspector to end what the main thread runs; the main thread
 * then goes on with its next task, the timer below.
 */
const WATCHER = `
  const { parentPort } = require("node:worker_threads");
  const { Session } = require("node:inspector");
  const timers = new Map();
  parentPort.on("message", ({ id, ms, done }) => {
    if (done) {
      for (const timer of timers.get(id) ?? []) clearTimeout(timer);
      timers.delete(id);
      return;
    }
    const stop = setTimeout(() => {
      const session = new Session();
      session.connectToMainThread();
      session.post("Runtime.terminateExecution", () => session.disconnect());
    }, ms + ${GRACE_MS});
    const end = setTimeout(() => process.kill(process.pid, "SIGKILL"), ms + ${LAST_MS});
    timers.set(id, [stop, end]);
  });
`;

let watcher: Worker | undefined;
let count = 0;

/**
 * Waits for work of the project (its config, its templates, its emitters), at most this long. Then it throws `TimeLimitExceeded`, also when the
 * work is a loop. Work that was stopped in a loop has lost what it had begun, so its results must not be used.
 */
export async function withinTime<T>(seconds: number, work: () => T | Promise<T>): Promise<T> {
  // Work in many short parts never lets a timer fire.
  if (seconds <= 0) throw new TimeLimitExceeded(seconds);
  const thread = await watching();
  const id = count++;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new TimeLimitExceeded(seconds)), seconds * 1000);
  });
  thread.postMessage({ id, ms: seconds * 1000 });
  try {
    return await Promise.race([Promise.resolve().then(work), limit]);
  } finally {
    clearTimeout(timer);
    thread.postMessage({ id, done: true });
  }
}

/** The thread that watches; it ends with the process. */
async function watching(): Promise<Worker> {
  if (watcher === undefined) {
    const { Worker } = await import("node:worker_threads");
    watcher = new Worker(WATCHER, { eval: true });
    await new Promise((done) => watcher?.once("online", done));
    watcher.unref();
  }
  return watcher;
}
