import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CommandRun } from "./worker.ts";

/** What is wrong with the ends of `dex check`, `dex compile` and, after it, `dex compile --check`. */
export function faultsOf(root: string, runs: readonly CommandRun[], hadOutput: boolean): readonly string[] {
  const [check, compile, drift] = runs;
  if (check === undefined || compile === undefined) return ["a command has not run"];
  const faults = [check, compile].flatMap(faultsOfRun);
  const names = [check, compile].map(({ out, err }) => findings(`${out}\n${err}`));
  // What stands in the way of the output is found only by the command that writes it.
  if (compile.code !== 3 && check.code !== compile.code)
    faults.push(`check ends with ${check.code}, compile with ${compile.code}`);
  if (compile.code === check.code && names[0] !== names[1]) faults.push(`check finds ${names[0]}, compile ${names[1]}`);
  if (compile.code === 0 && drift?.code !== 0)
    faults.push(`--check ends with ${drift?.code} after a compile: ${drift?.err.slice(0, 500)}`);
  if (compile.code !== 0 && !hadOutput && existsSync(join(root, "generated")))
    faults.push("output was written in spite of an error");
  return [...faults, ...leftovers(root).map((path) => `${path} was left behind`)];
}

/** What is wrong with the end of one run of dex. */
export function faultsOfRun({ code, out, err }: Pick<CommandRun, "code" | "out" | "err">): string[] {
  const faults: string[] = [];
  const printed = out + err;
  if (![0, 1, 2, 3].includes(code)) faults.push(`exit code ${code}: ${err.slice(0, 3000)}`);
  if (/^\s+at .+:\d+:\d+\)?$/m.test(printed) || printed.includes("a bug in dex"))
    faults.push(`a stack: ${printed.slice(0, 3000)}`);
  if (code !== 0 && printed.trim() === "") faults.push(`exit code ${code} without a message`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(printed);
  if (raw !== null)
    faults.push(
      `a raw control character: ${JSON.stringify(printed.slice(Math.max(0, raw.index - 80), raw.index + 20))}`,
    );
  if (printed.split("\n").some((line) => line.length > 20_000 && !line.startsWith("{")))
    faults.push("a line of more than 20,000 characters");
  if (/\[object Object\]|\bundefined\b: |: NaN\b/.test(err))
    faults.push(`a value that is not printable: ${err.slice(0, 1000)}`);
  return faults;
}

/** The codes of the errors and warnings for people: `dex compile` only counts notes. */
function findings(printed: string): string {
  return (printed.match(/\b(?:error|warning)\[[\w/-]+\]/g) ?? []).sort().join(" ");
}

/** The temporary files of dex in a project. A link may lead out of the project, so it is not followed. */
export function leftovers(root: string): readonly string[] {
  return pathsBelow(root, "").filter((path) => path.endsWith(".dex-new") || TEMPORARY.test(path));
}

const TEMPORARY = /(?:^|\/)\.dex\/(?:stage|journal)/;

function pathsBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...pathsBelow(root, path)] : [path];
  });
}
