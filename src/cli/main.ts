#!/usr/bin/env node
import { build, version } from "../host/build.ts";
import { nodeHost } from "../host/node.ts";
import { readArguments } from "./arguments.ts";
import { exit } from "./command.ts";
import { commands } from "./commands.ts";
import { commandHelp, programHelp } from "./help.ts";
import { processTerminal } from "./terminal.ts";

// A reader that has seen enough (`dex compile --diff | head`) closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
process.exitCode = await main(process.argv.slice(2));

/** Runs one command; returns the exit code. Modules load only when their command runs. */
async function main(given: readonly string[]): Promise<number> {
  const [name = "--help", ...rest] = given;
  if (name === "--version" || name === "-v") return said(`${version()}\n`);
  if (name === "--help" || name === "-h" || name === "help") return said(programHelp(version()));
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined)
    return usage(
      `There is no command "${name}".${await near(name, Object.keys(commands))} dex --help lists the commands.`,
    );
  const { command } = await entry.load();
  const parsed = readArguments(command, rest);
  if ("problem" in parsed) return usage(`${parsed.problem} dex ${name} --help lists the options.`);
  if (parsed.options["help"] === true) return said(commandHelp(name, command));
  const { cwd, color } = parsed.options;
  const host = nodeHost(typeof cwd === "string" ? cwd : process.cwd());
  if ((await host.stat("."))?.kind !== "directory") return usage(`There is no folder ${cwd}.`);
  if (color !== undefined && !["auto", "always", "never"].includes(String(color)))
    return usage(`--color takes auto, always or never, not "${color}".`);
  try {
    return await command.run({ ...parsed, host, terminal: processTerminal(color) });
  } catch (error) {
    return bug(error);
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? `${error.stack}` : `${error.stack}\ncaused by ${stackOf(error.cause)}`;
}

function said(text: string): number {
  process.stdout.write(text);
  return exit.done;
}

function usage(problem: string): number {
  process.stderr.write(`dex: ${problem}\n`);
  return exit.usage;
}

async function near(name: string, names: readonly string[]): Promise<string> {
  const { didYouMean } = await import("../diagnostics/suggest.ts");
  return didYouMean(name, names);
}

/** A crash is dex's fault or a plugin's, never the user's; the stack may hold contract text, so it is shown only on request. */
function bug(error: unknown): number {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stderr.write(`dex: a bug in dex (${build().split(" ")[0]}) or in a plugin: ${message}\n`);
  process.stderr.write("Nothing was written after this point. Please report it with the output of DEX_DEBUG=1.\n");
  if (process.env["DEX_DEBUG"]) process.stderr.write(`${stackOf(error)}\n`);
  return exit.bug;
}
