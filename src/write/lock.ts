import { setTimeout as wait } from "node:timers/promises";
import type { Host } from "../host/host.ts";
import { decode } from "./hash.ts";
import { LOCKS, WORK } from "./reserved-paths.ts";
import { isRecord, parseJson } from "./manifest.ts";

/*
 * Locks are numbered files; the highest number counts. To take the lock is to create the next number, which only one process can do; the highest
 * is never deleted, only marked as free, so a number is never given out twice. Who was too slow sees a higher number after its own
 * create and steps back. A dead holder's lock is taken over the same way, without a moment in which two could.
 */
const NAME = /^[1-9][0-9]{0,14}$/;
const FREE = "free\n";
const POLL_MS = 40;
// A lock without content: its owner is between making the file and filling it, or died there.
const EMPTY_POLLS = 25;

/** Who holds a lock; undefined where that cannot be read. */
export interface Holder {
  readonly pid: number;
  readonly hostname: string;
}

/** A lock that is held, or who holds it. */
export type Lock =
  | { readonly path: string; readonly release: () => Promise<void> }
  | { readonly path: string; readonly holder: Holder | undefined };

// Locks that this process holds: its own id in a lock that is not here is a leftover, common in containers, where every run has the same id.
const held = new Set<string>();

/** Takes the lock of an output folder; waits `patience` milliseconds for a living holder to be done. */
export async function takeLock(host: Host, out: string, patience: number): Promise<Lock> {
  const folder = `${out}/${LOCKS}`;
  let empty = 0;
  for (let polls = Math.ceil(patience / POLL_MS); ; polls--) {
    const highest = await highestLock(host, folder);
    const path = lockPath(folder, highest);
    const state = highest === 0 ? "free" : await stateOf(host, path);
    empty = state === "empty" ? empty + 1 : 0;
    const vacant = state === "free" || empty > EMPTY_POLLS;
    if (vacant && (await claim(host, folder, highest + 1))) return holding(host, out, highest + 1);
    if (polls <= 0) return { path, holder: typeof state === "object" ? state : undefined };
    await wait(POLL_MS);
  }
}

/** Waits, `patience` milliseconds at most, until nobody writes; returns the number of the last write. The same number later: nobody wrote in between. */
export async function quiet(host: Host, out: string, patience: number): Promise<number> {
  const folder = `${out}/${LOCKS}`;
  for (let polls = Math.ceil(patience / POLL_MS); ; polls--) {
    const highest = await highestLock(host, folder);
    const held = highest > 0 && (await stateOf(host, lockPath(folder, highest))) !== "free";
    if (!held || polls <= 0) return highest;
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
  return Math.max(0, ...(await locks(host, folder)));
}

/** Whether a lock may be taken over; else who holds it. */
async function stateOf(host: Host, path: string): Promise<"free" | "empty" | Holder> {
  const bytes = await host.read(path);
  if (bytes === undefined) return "free";
  const text = decode(bytes);
  if (text === FREE) return "free";
  const given = parseJson(text);
  if (!isRecord(given)) return "empty";
  const { pid, hostname } = given;
  if (typeof pid !== "number" || typeof hostname !== "string") return "empty";
  if (hostname !== host.hostname) return { pid, hostname };
  const leftover = pid === host.pid ? !held.has(`${host.root}/${path}`) : !host.isAlive(pid);
  return leftover ? "free" : { pid, hostname };
}

/** Creates the lock with this number; false when another process was faster. */
async function claim(host: Host, folder: string, number: number): Promise<boolean> {
  const path = lockPath(folder, number);
  const key = `${host.root}/${path}`;
  if (held.has(key)) return false;
  held.add(key);
  let mine = false;
  try {
    await host.create(path, `${JSON.stringify({ pid: host.pid, hostname: host.hostname })}\n`);
    mine = (await highestLock(host, folder)) === number;
    if (!mine) await host.remove(path);
    return mine;
  } catch (error) {
    if (isExisting(error)) return false;
    // The file may be there without its content (a full disk): others would have to wait for it.
    await host.remove(path).catch(() => {});
    throw error;
  } finally {
    if (!mine) held.delete(key);
  }
}

function isExisting(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "EEXIST";
}

async function holding(host: Host, out: string, number: number): Promise<Lock> {
  const folder = `${out}/${LOCKS}`;
  const lower = (await locks(host, folder)).filter((other) => other < number);
  // A lower lock that stays does no harm: only the highest counts.
  await Promise.all(lower.map((other) => host.remove(lockPath(folder, other)).catch(() => {})));
  const path = lockPath(folder, number);
  return { path, release: () => release(host, path, `${out}/${WORK}/free`) };
}

/** Marks a lock as free in one step. Where that fails, the lock counts as a leftover once this process has ended. */
async function release(host: Host, path: string, temporary: string): Promise<void> {
  try {
    await host.remove(temporary);
    await host.create(temporary, FREE);
    await host.rename(temporary, path);
  } catch {
    // Nothing is lost: the write itself is done or undone, and the next run takes the lock over.
  } finally {
    held.delete(`${host.root}/${path}`);
  }
}
