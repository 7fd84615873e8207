import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { runProgram } from "../../src/cli/program.ts";

const NOBODY = 65_534;
const DEX = resolve("dist/cli/main.js");

/** What a run of the command line gave. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project in a temporary folder, and the command line run in it: in this process (`run`), or as a user runs it (`dex`), which takes longer. */
export interface Project {
  readonly root: string;
  /** Runs the command line of the sources in this process. */
  run(...given: readonly string[]): Promise<Run>;
  /** The same in a folder of the project. */
  runIn(folder: string, ...given: readonly string[]): Promise<Run>;
  /** The same with other variables in the environment. */
  runWith(env: Readonly<Record<string, string>>, ...given: readonly string[]): Promise<Run>;
  /** Runs the built command line in a process of its own. */
  dex(...given: readonly string[]): Run;
  /** The same with other variables in the environment. */
  dexWith(env: Readonly<Record<string, string>>, ...given: readonly string[]): Run;
  /** The same as a user who owns nothing: permissions do not hold for root, whom tests often run as. */
  dexAs(user: "nobody", ...given: readonly string[]): Run;
  put(path: string, text: string): void;
  read(path: string): string;
  remove(path?: string): void;
  /** Every file below a folder of the project, sorted by path: path and text. The writer's own folder is left out. */
  tree(folder?: string): Record<string, string>;
}

/** Makes a project of the given files, or a copy of files and folders of the repository. */
export function makeProject(
  files: Readonly<Record<string, string>>,
  copies: Readonly<Record<string, string>> = {},
): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "dex-project-")));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  for (const [path, from] of Object.entries(copies)) cpSync(from, join(root, path), { recursive: true });
  const runWith: Project["runWith"] = (env, ...given) => runInProcess({ cwd: root, env }, given);
  const dexWith: Project["dexWith"] = (env, ...given) => runDex({ cwd: root, env }, given);
  return {
    root,
    put,
    runWith,
    runIn: (folder, ...given) => runInProcess({ cwd: join(root, folder), env: {} }, given),
    run: (...given) => runWith({}, ...given),
    dexWith,
    dex: (...given) => dexWith({}, ...given),
    dexAs: (_, ...given) => {
      chmodSync(root, 0o755);
      return runDex({ cwd: root, ...(process.getuid?.() === 0 && { uid: NOBODY }) }, given);
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    remove: (path = ".") => rmSync(join(root, path), { recursive: true, force: true }),
    tree: (folder = "generated") => treeOf(join(root, folder)),
  };
}

/** Runs the command line in this process. */
async function runInProcess(
  where: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  given: readonly string[],
): Promise<Run> {
  const printed = { out: "", err: "" };
  const stream = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const code = await runProgram(given, { ...where, stdout: stream("out"), stderr: stream("err") });
  return { code, ...printed };
}

/** Runs the built command line. Of this process's environment it gets only what every program needs, so that no test hangs on the machine. */
export function runDex(
  where: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly uid?: number },
  given: readonly string[],
): Run {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, ...where.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [DEX, ...given], {
    cwd: where.cwd,
    env,
    encoding: "utf8",
    ...(where.uid !== undefined && { uid: where.uid }),
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

function treeOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".dex/"))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
