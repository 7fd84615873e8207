import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import type { Workspace as RuffWorkspace } from "@astral-sh/ruff-wasm-nodejs";
import { lineLength } from "../src/text/quote/python.ts";

/** What is looked for beyond errors: the rules that generated Python keeps. */
const RULES = ["E", "W", "F", "I", "B", "S", "UP", "DTZ", "C4", "PIE", "RET", "SIM", "RUF100"];
/** Long lines are the formatter's business: it breaks all that can be broken, and a text cannot. */
const IGNORED = ["E501"];

/** How a file is held against Ruff. */
export interface RuffOptions {
  /** Also the rules for Airflow, with those that are still in preview. */
  readonly airflow?: boolean;
  /** Further codes that do not apply to a file. */
  readonly ignore?: readonly string[];
}

/** What Ruff finds wrong in a Python file, as `code line: message`. It runs in this process and needs no Python. */
export function lintPython(text: string, { airflow = false, ignore = [] }: RuffOptions = {}): readonly string[] {
  const select = airflow ? [...RULES, "AIR"] : RULES;
  const found = workspace({ lint: { select, ignore: [...IGNORED, ...ignore], preview: airflow } }).check(
    text,
  ) as readonly Finding[];
  return found.map(({ code, message, start_location }) => `${code} ${start_location.row}: ${message}`);
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly start_location: { readonly row: number };
}

/** The file as Ruff's formatter would have it. */
export function formatPython(text: string): string {
  return workspace({}).format(text);
}

const workspaces = new Map<string, RuffWorkspace>();

/** One workspace for each choice of settings, made when it is first asked for: it takes a while. */
function workspace(settings: object): RuffWorkspace {
  const key = JSON.stringify(settings);
  const known = workspaces.get(key);
  if (known !== undefined) return known;
  const ruff = createRequire(import.meta.url)(
    "@astral-sh/ruff-wasm-nodejs",
  ) as typeof import("@astral-sh/ruff-wasm-nodejs");
  const all = { "line-length": lineLength, "target-version": "py310", ...settings };
  const made = new ruff.Workspace(all, ruff.PositionEncoding.Utf16);
  workspaces.set(key, made);
  return made;
}

/** Whether there is a Python to ask; on the build server there must be one. */
export function hasPython(): boolean {
  return process.env["CI"] !== undefined || spawnSync("python3", ["-c", "import ast"]).status === 0;
}

/** Runs a program in one Python process: it reads one JSON value from standard input and writes one to standard output. */
export function askPython(program: string, input: unknown): unknown {
  const { stdout, stderr, status } = spawnSync("python3", ["-I", "-X", "utf8", "-c", program], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
