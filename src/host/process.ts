import { readFileSync } from "node:fs";

/** True when the process with this id runs, and started at this time, if the system says when. */
export function isAlive(pid: number, started?: string): boolean {
  if (!isRunning(pid)) return false;
  const found = started === undefined ? undefined : startOf(pid);
  return found === undefined || found === started;
}

/** When a process started, in ticks since the machine did; undefined outside of Linux. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second value is the name of the program in brackets, and may contain anything. The start is the 22nd value.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    // There is no such file on other systems, or the process has just ended.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error && error.code === "EPERM";
  }
}
