import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findPython } from "./python.ts";

/** Each has its lock in test/real/requirements. */
export type EnvironmentName = "airflow" | "airflow-2" | "dbt" | "dbt-v2" | "dlt" | "gx" | "linters";

/** A virtual environment that holds exactly what its lock says. */
export interface Environment {
  readonly folder: string;
  readonly python: string;
  /** The path of a program that one of its packages brings. */
  bin(name: string): string;
}

/** Where what is said about the making of an environment goes; stderr unless told otherwise. */
export interface EnvironmentOptions {
  readonly progress?: (line: string) => void;
}

const here = dirname(fileURLToPath(import.meta.url));
const requirements = resolve(here, "../requirements");
const root = resolve(here, "../../../.dex/environments");

/** The environment of that name: made when there is none for this lock and this Python yet, and kept in .dex/environments. */
export async function environment(name: EnvironmentName, options: EnvironmentOptions = {}): Promise<Environment> {
  const found = findPython();
  if ("missing" in found) throw new Error(found.missing);
  const locks = [join(requirements, `${name}.txt`), join(requirements, "uv.txt")] as const;
  mkdirSync(root, { recursive: true });
  // Two checkouts may share the folder through a link; then they also agree on what it is called.
  const folder = join(realpathSync(root), `${name}-${hash(found.python.version, ...locks)}`);
  if (!isMade(folder)) await make(found.python.command, [folder, ...locks], options.progress ?? toStderr);
  return { folder, python: join(folder, "bin", "python"), bin: (program) => join(folder, "bin", program) };
}

/** The programs in an environment name it by its full path, so one that was moved with the checkout is made anew. */
function isMade(folder: string): boolean {
  const made = join(folder, "made");
  return existsSync(made) && readFileSync(made, "utf8") === folder;
}

function hash(version: string, ...files: readonly string[]): string {
  const sum = createHash("sha256").update(version);
  for (const file of files) sum.update(readFileSync(file));
  return sum.digest("hex").slice(0, 12);
}

function make(python: string, words: readonly string[], progress: (line: string) => void): Promise<void> {
  const child = spawn(python, ["-I", join(here, "make.py"), ...words], { stdio: ["ignore", "inherit", "pipe"] });
  let said = "";
  let rest = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) progress(line);
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => (status === 0 ? done() : fail(new Error(said.trim()))));
  });
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
