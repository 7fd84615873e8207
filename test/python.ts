import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workspace as RuffWorkspace } from "@astral-sh/ruff-wasm-nodejs";
import { pythonStyle } from "../src/text/layout.ts";

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
  const all = { "line-length": pythonStyle.width, "target-version": "py310", ...settings };
  const made = new ruff.Workspace(all, ruff.PositionEncoding.Utf16);
  workspaces.set(key, made);
  return made;
}

/** Whether there is a Python to ask; on the build server there must be one. */
export function hasPython(): boolean {
  found ??= Boolean(process.env["CI"]) || spawnSync("python3", ["-c", "import ast"]).status === 0;
  return found;
}

let found: boolean | undefined;

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

const TREES = `
import ast, json, sys

def tree(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        return ["Constant", {"text": node.value if isinstance(node.value, str) else node.value.hex()}]
    if isinstance(node, ast.AST):
        return [type(node).__name__] + [tree(member) for _, member in ast.iter_fields(node)]
    if isinstance(node, list):
        return [tree(item) for item in node]
    return node if node is None or isinstance(node, str) else repr(node)

for line in sys.stdin:
    try:
        answer = tree(ast.parse(json.loads(line)))
    except (SyntaxError, ValueError) as problem:
        answer = {"text": f"no Python: {problem}"}
    print(json.dumps(answer), flush=True)
`;

/** The syntax tree that Python itself makes of a text: lists that begin with the name of a node; the text of a literal is `{text}`. */
export function askPythonTree(text: string): unknown {
  asker ??= startAsker();
  return JSON.parse(asker(JSON.stringify(text)));
}

let asker: ((line: string) => string) | undefined;

/** One Python process for all questions. They are asked through named pipes, since those can be waited for without a promise. */
function startAsker(): (line: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "dex-python-"));
  const [questions, answers] = [join(folder, "questions"), join(folder, "answers")];
  if (spawnSync("sh", ["-c", 'mkfifo "$0" "$1"', questions, answers]).status !== 0)
    throw new Error("there are no named pipes here");
  const command = 'exec python3 -I -X utf8 -c "$0" <"$1" >"$2"';
  const child = spawn("sh", ["-c", command, TREES, questions, answers], { stdio: ["ignore", "ignore", "inherit"] });
  child.unref();
  const [write, read] = [openSync(questions, "w"), openSync(answers, "r")];
  rmSync(folder, { recursive: true });
  process.once("exit", () => closeSync(write));
  return (line) => {
    writeSync(write, `${line}\n`);
    return readLine(read);
  };
}

function readLine(from: number): string {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    const length = readSync(from, chunk);
    if (length === 0) throw new Error("Python has ended");
    chunks.push(chunk.subarray(0, length));
    if (chunk[length - 1] === 10) return Buffer.concat(chunks).toString("utf8");
  }
}
