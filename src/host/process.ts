import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { codeOf } from "./system-error.ts";

/** True if a process with this id runs. If both start times are known, they must be equal too. */
export function isAlive(pid: number, started?: string): boolean {
  if (!isRunning(pid)) return false;
  const found = started === undefined ? undefined : startOf(pid);
  return found === undefined || found === started;
}

/** The start time of a process, in clock ticks since the system booted. Undefined outside of Linux. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second value is the program's name in parentheses, and may contain any character. The start time is the 22nd value.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    // Other systems do not have this file, or the process has just ended.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** The number of threads that this process can run at once. */
export const processors = availableParallelism;
