import type { FormatName } from "../../diagnostics/format/index.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { complain } from "../complain.ts";
import { type CompileStamp, unchangedSince } from "../freshness.ts";
import { chooseFormat, formatOption, isForPeople, printDiagnostics } from "../print-diagnostics.ts";

/** `dex compile`. */
export const command: Command = {
  options: {
    check: { type: "boolean", help: "write nothing; fail when the output is not what the contracts say" },
    "dry-run": { type: "boolean", help: "write nothing; list what would be written" },
    diff: { type: "boolean", help: "write nothing; show what would be written, as a diff" },
    target: {
      type: "string",
      multiple: true,
      value: "NAME",
      help: "run only this emitter; may be given more than once",
    },
    force: { type: "boolean", help: "replace files that were edited by hand, and foreign ones in the way" },
    ...formatOption,
  },
  operands: "",
  help: "Compiles the contracts and pipeline specs and writes everything they imply into the output folder.",
  run,
};

const MODES = ["check", "dry-run", "diff"] as const;

async function run(context: CommandContext): Promise<number> {
  const { options, host } = context;
  const format = chooseFormat(context);
  const [mode, other] = MODES.filter((name) => options[name] === true);
  if (typeof format !== "string") return complain(context, format.problem);
  if (other !== undefined) return complain(context, `--${mode} and --${other} exclude each other.`);
  if (mode === "diff" && options["format"] !== undefined && !isForPeople(format))
    return complain(context, "--diff prints a diff, so --format can only be pretty or concise with it.");
  const targets = (options["target"] ?? []) as readonly string[];
  if (mode === "check" && targets.length === 0) {
    const known = await unchangedSince(host);
    if (known !== undefined) return await repeat(context, format, known);
  }
  // The compiler is loaded only now: an unchanged check has been answered without it.
  const { runCompile } = await import("../compile-run.ts");
  // A diff has stdout for itself, so findings go to people even where the default is another format.
  return await runCompile({
    context,
    format: mode === "diff" && !isForPeople(format) ? "pretty" : format,
    targets,
    mode,
  });
}

/** Says again what was said when nothing was different. */
async function repeat(context: CommandContext, format: FormatName, known: CompileStamp): Promise<number> {
  const { findings, message } = known;
  const paths = new Set(findings.flatMap(({ at, related }) => [at.path, ...related.map((one) => one.at.path)]));
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, new TextDecoder().decode(await context.host.read(path)));
  printDiagnostics({ diagnostics: findings, textOf: (path) => texts.get(path) }, format, context);
  context.terminal.err(message);
  return exit.done;
}
