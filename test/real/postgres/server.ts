import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findBinaries, serverUser } from "./binaries.ts";

/** A PostgreSQL server of a test, on a free port of the loopback interface. */
export interface PostgresServer {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly user: "postgres";
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

const INITDB = ["-A", "trust", "-U", "postgres", "--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8"];

/** Starts a server with a data folder of its own; undefined when this machine has no PostgreSQL. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "dex-pg-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    if (serverUser.uid !== undefined) chownSync(folder, serverUser.uid, serverUser.gid ?? serverUser.uid);
    const binaries = findBinaries(folder);
    if (binaries === undefined) {
      remove();
      return undefined;
    }
    const data = join(folder, "data");
    const made = spawnSync(join(binaries, "initdb"), [...INITDB, "-D", data], { ...serverUser, cwd: folder });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
    const port = await freePort();
    const child = launch(binaries, { folder, data, port });
    // A test run that ends early takes its server along.
    const atExit = () => {
      child.process.kill("SIGKILL");
      remove();
    };
    process.once("exit", atExit);
    await answering(child, port);
    const end = async () => {
      process.off("exit", atExit);
      await stop(child.process, remove);
    };
    return { host: "127.0.0.1", port, user: "postgres", stop: end };
  } catch (error) {
    remove();
    throw error;
  }
}

interface Launched {
  readonly process: ChildProcess;
  readonly said: () => string;
}

function launch(binaries: string, at: { folder: string; data: string; port: number }): Launched {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: at.folder,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    timezone: "UTC",
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(binaries, "postgres"), ["-D", at.data, "-p", String(at.port), ...words], {
    ...serverUser,
    cwd: at.folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-20_000);
  });
  return { process: child, said: () => said };
}

async function answering({ process: child, said }: Launched, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) break;
    // The server says so itself; a port alone may answer while it still recovers.
    if (said().includes("ready to accept connections") && (await accepts(port))) return;
    await wait(50);
  }
  child.kill("SIGKILL");
  throw new Error(`PostgreSQL did not start: ${said()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.on("error", () => done(false));
  });
}

async function stop(child: ChildProcess, remove: () => void): Promise<void> {
  if (child.exitCode === null) {
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGINT");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
  remove();
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
