import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A server that a test has started. */
export interface Server {
  stop(): Promise<void>;
}

/** Starts a server and waits until `isReady`; one that ends before fails with what it said. */
export async function start(words: readonly string[], cwd: string, isReady: () => Promise<boolean>): Promise<Server> {
  const child = spawn("java", [...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-20_000);
    });
  const stop = () => stopped(child);
  const deadline = Date.now() + 120_000;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the server did not start:\n${said}`);
    }
    await wait(200);
  }
  return { stop };
}

/** Asks the process to end, and ends it when it does not. */
async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const late = wait(10_000, "late", { ref: false });
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  await ended;
}

/** Ports of the loopback interface that nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((done) => {
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            done(typeof address === "object" && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
