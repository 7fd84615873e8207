import { build, version } from "../host/build.ts";
import { findProject } from "../host/find-project.ts";
import type { Command, CommandGroup, CommandTable, ParsedCommand } from "./command.ts";
import { commands } from "./commands.ts";
import { exit } from "./exit-code.ts";
import { openTerminal, type ProcessView } from "./terminal.ts";

/** Runs one command of dex; returns the exit code. Modules load only when their command runs. */
export async function runProgram(given: readonly string[], view: ProcessView): Promise<number> {
  const [name = "--help"] = given;
  if (name === "--version" || name === "-v") return printed(view, `${version()}\n`);
  if (isHelp(name) || name === "help") {
    const { programHelp } = await import("./help.ts");
    return printed(view, programHelp(version(), commands));
  }
  const found = await find({ path: [], commands }, given);
  if ("problem" in found) return refused(view, found.problem);
  const path = found.path.join(" ");
  if ("commands" in found.command) {
    const { groupHelp } = await import("./help.ts");
    return printed(view, groupHelp(path, found.command));
  }
  const parsed = found.command.parse(found.rest);
  if ("problem" in parsed) return refused(view, `${parsed.problem} dex ${path} --help lists the options.`);
  if (parsed.globals.help) {
    const { commandHelp } = await import("./help.ts");
    return printed(view, commandHelp(path, found.command));
  }
  return await run(parsed, view);
}

async function run({ globals, inProject, run: start }: ParsedCommand, view: ProcessView): Promise<number> {
  const { nodeHost } = await import("../host/node.ts");
  const here = nodeHost(globals.cwd ?? ".", view.cwd);
  if ((await here.stat("."))?.kind !== "directory") return refused(view, `There is no folder ${globals.cwd}.`);
  const host = globals.cwd === undefined && inProject ? nodeHost(findProject(here.root)) : here;
  const terminal = openTerminal(view, globals);
  try {
    return await start({ host, cwd: here.root, env: view.env, terminal });
  } catch (error) {
    return await failure(error, host.root, view);
  } finally {
    terminal.progress("");
  }
}

/** Reports a call that the operating system refused; any other exception is a bug. */
async function failure(error: unknown, root: string, view: ProcessView): Promise<number> {
  const { isSystemError, pathOf, reasonOf } = await import("../host/system-error.ts");
  if (!isSystemError(error)) return bug(error, view);
  return refused(view, `${pathOf(error, root) ?? "The system refused a call"}: ${reasonOf(error)}.`);
}

/** A command and the arguments after its name, or a group whose help is asked for. */
interface Found {
  readonly path: readonly string[];
  readonly command: Command | CommandGroup;
  readonly rest: readonly string[];
}

interface Level {
  readonly path: readonly string[];
  readonly commands: CommandTable;
}

/** Follows the names of groups to a command. */
async function find(level: Level, given: readonly string[]): Promise<Found | { readonly problem: string }> {
  const [name, ...rest] = given;
  const names = Object.keys(level.commands);
  const program = ["dex", ...level.path].join(" ");
  if (name === undefined || name.startsWith("-"))
    return { problem: `${program} needs a command: ${names.map((one) => `${program} ${one}`).join(", ")}.` };
  const entry = Object.hasOwn(level.commands, name) ? level.commands[name] : undefined;
  if (entry === undefined) {
    const prefix = [...level.path, ""].join(" ");
    const near = await suggestion(
      `${prefix}${name}`,
      names.map((one) => `${prefix}${one}`),
    );
    return {
      problem: `There is no command "${prefix}${name}".${near} ${program} --help lists the commands.`,
    };
  }
  const { command } = await entry.load();
  const path = [...level.path, name];
  if (!("commands" in command) || (rest[0] !== undefined && isHelp(rest[0]))) return { path, command, rest };
  return await find({ path, commands: command.commands }, rest);
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

async function suggestion(name: string, names: readonly string[]): Promise<string> {
  const { didYouMean } = await import("../diagnostics/suggest.ts");
  return didYouMean(name, names);
}

function printed({ stdout }: ProcessView, text: string): number {
  stdout.write(text);
  return exit.done;
}

function refused({ stderr }: ProcessView, problem: string): number {
  stderr.write(`dex: ${problem}\n`);
  return exit.usage;
}

/** Reports a crash: a bug of dex or of a plugin, never the user's mistake. The stack may hold text of contracts, so it is shown only on request. */
function bug(error: unknown, { stderr, env }: ProcessView): number {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  stderr.write(`dex: a bug in dex (${build().split(" ")[0]}) or in a plugin: ${message}\n`);
  stderr.write("Nothing was written after this point. Please report it with the output of DEX_DEBUG=1.\n");
  if (env["DEX_DEBUG"]) stderr.write(`${stackOf(error)}\n`);
  return exit.bug;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? `${error.stack}` : `${error.stack}\ncaused by ${stackOf(error.cause)}`;
}
