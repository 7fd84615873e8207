import { setTimeout as wait } from "node:timers/promises";
import type { Host } from "../host/host.ts";
import { UnreadableFile } from "../host/read-file.ts";
import { codeOf, isSpecial } from "../host/system-error.ts";
import { decode } from "./hash.ts";
import { isRecord, parseJson } from "./manifest.ts";
import { LOCKS, WORK } from "./reserved-paths.ts";

/*
 * Locks are numbered files; the highest number counts. To take the lock is to create the next number, which only one process can do. The highest
 * lock is never deleted, only marked as free, so no number is used twice. A process that was too slow finds a higher number after its own create
 * and steps back. The lock of a dead process is taken over in the same way, so two processes never hold the lock at the same time.
 */
const NAME = /^[1-9][0-9]{0,14}$/;
const FREE = "free\n";
const LARGEST = 4096;
const POLL_MS = 40;
// How long a lock may be empty: its owner fills it right after it has created it, unless it died in between.
const EMPTY_MS = 1_000;

/** The process that holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly hostname: string;
}

/** The lock, or who holds it; the holder is undefined when its file is still empty. */
export type Lock =
  | { readonly path: string; readonly release: () => Promise<void> }
  | { readonly path: string; readonly holder: Holder | undefined };

// Locks that this process holds. Its own id in any other lock is a leftover: in a container every run has the same id.
const held = new Set<string>();

/** How long to wait for a lock, in milliseconds. */
export interface LockWait {
  /** For a living holder. */
  readonly patience: number;
  /** For a lock file that is empty, before it counts as left over. */
  readonly empty?: number;
}

/** Takes the lock of an output folder; waits for a living holder to release it. */
export async function takeLock(host: Host, out: string, { patience, empty = EMPTY_MS }: LockWait): Promise<Lock> {
  const folder = `${out}/${LOCKS}`;
  let emptyPolls = 0;
  for (let polls = Math.ceil(patience / POLL_MS); ; polls--) {
    const highest = await highestLock(host, folder);
    const path = lockPath(folder, highest);
    const state = highest === 0 ? "free" : await stateOf(host, path);
    emptyPolls = state === "empty" ? emptyPolls + 1 : 0;
    const isVacant = state === "free" || emptyPolls > empty / POLL_MS;
    if (isVacant && (await claim(host, folder, highest + 1))) return holding(host, out, highest + 1);
    if (polls <= 0) return { path, holder: typeof state === "object" ? state : undefined };
    await wait(POLL_MS);
  }
}

/** Waits, `patience` milliseconds at most, until nobody writes; returns the number of the last write. The same number later means that nobody wrote in between. */
export async function waitUntilUnlocked(host: Host, out: string, patience: number): Promise<number> {
  const folder = `${out}/${LOCKS}`;
  for (let polls = Math.ceil(patience / POLL_MS); ; polls--) {
    const highest = await highestLock(host, folder);
    const isHeld = highest > 0 && (await stateOf(host, lockPath(folder, highest))) !== "free";
    if (!isHeld || polls <= 0) return highest;
    await wait(POLL_MS);
  }
}

function lockPath(folder: string, number: number): string {
  return `${folder}/${number}`;
}

async function locks(host: Host, folder: string): Promise<number[]> {
  const names = (await host.walk(folder)).map(({ path }) => path.slice(folder.length + 1));
  return names.filter((name) => NAME.test(name)).map(Number);
}

async function highestLock(host: Host, folder: string): Promise<number> {
  return (await locks(host, folder)).reduce((highest, number) => Math.max(highest, number), 0);
}

/** The state of a lock: free to be taken over, empty, or held by a process. */
async function stateOf(host: Host, path: string): Promise<"free" | "empty" | Holder> {
  const text = await contentOf(host, path);
  if (text === FREE) return "free";
  const given = parseJson(text);
  if (!isRecord(given)) return "empty";
  const { pid, hostname, started } = given;
  // dex never writes such a lock, so no process holds it.
  if (!isProcessId(pid) || typeof hostname !== "string") return "free";
  if (hostname !== host.hostname) return { pid, hostname };
  const leftover =
    pid === host.pid
      ? !held.has(`${host.root}/${path}`)
      : !host.isAlive(pid, typeof started === "string" ? started : undefined);
  return leftover ? "free" : { pid, hostname };
}

/** The content of a lock. A file that dex did not write counts as free, and a file that changes during the read counts as empty. */
async function contentOf(host: Host, path: string): Promise<string> {
  try {
    const bytes = await host.read(path, LARGEST);
    return bytes === undefined ? FREE : decode(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableFile) && !isSpecial(error)) throw error;
    return error instanceof UnreadableFile && error.code === "CHANGED" ? "" : FREE;
  }
}

function isProcessId(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 2 ** 32;
}

/** Creates the lock with this number; returns false when another process was faster. */
async function claim(host: Host, folder: string, number: number): Promise<boolean> {
  const path = lockPath(folder, number);
  const key = `${host.root}/${path}`;
  if (held.has(key)) return false;
  held.add(key);
  let mine = false;
  try {
    const { pid, hostname, started } = host;
    await host.create(path, `${JSON.stringify({ pid, hostname, started })}\n`);
    mine = (await highestLock(host, folder)) === number;
    if (!mine) await host.remove(path);
    return mine;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // On a full disk the file may exist without its content, and others would wait for it.
    await host.remove(path).catch(() => {});
    throw error;
  } finally {
    if (!mine) held.delete(key);
  }
}

async function holding(host: Host, out: string, number: number): Promise<Lock> {
  const folder = `${out}/${LOCKS}`;
  const lower = (await locks(host, folder)).filter((other) => other < number);
  // A lower lock that cannot be removed does no harm: only the highest counts.
  await Promise.all(lower.map((other) => host.remove(lockPath(folder, other)).catch(() => {})));
  const path = lockPath(folder, number);
  return { path, release: () => release(host, path, `${out}/${WORK}/free`) };
}

/** Marks a lock as free in one step. When that fails, the lock counts as a leftover after this process has ended. */
async function release(host: Host, path: string, temporary: string): Promise<void> {
  try {
    await host.remove(temporary);
    await host.create(temporary, FREE);
    await host.rename(temporary, path);
  } catch {
    // Nothing is lost: the write is done or undone, and the next run takes the lock over.
  } finally {
    held.delete(`${host.root}/${path}`);
  }
}
