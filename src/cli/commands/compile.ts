import type { FormatName } from "../../diagnostics/format/names.ts";
import type { BaseContext, CommandContext, OptionTable } from "../command.ts";
import { type CompileStamp, unchangedSinceLastRun } from "../compile-stamp.ts";
import { defineCommand } from "../define-command.ts";
import { exitCodeFor } from "../exit-code.ts";
import { defaultFormat, findingsOptions, isForPeople, printCompileFindings } from "../print-diagnostics.ts";
import { usageError } from "../usage-error.ts";

const options = {
  check: { type: "boolean", help: "write nothing; fail when the output does not match the contracts" },
  "dry-run": { type: "boolean", help: "write nothing; list what would be written" },
  diff: { type: "boolean", help: "write nothing; show what would be written, as a diff" },
  target: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "run only this emitter; may be given more than once",
  },
  force: { type: "boolean", help: "replace files that were edited by hand, and foreign files in their place" },
  ...findingsOptions,
} as const satisfies OptionTable;

/** `dex compile`. */
export const command = defineCommand({
  help: "Compiles the contracts and pipeline specs and writes everything that they imply into the output folder.",
  options,
  run,
});

const MODES = ["check", "dry-run", "diff"] as const;

async function run(context: CommandContext<typeof options>): Promise<number> {
  const { target: targets, force, format = defaultFormat(context), "deny-warnings": denyWarnings } = context.options;
  const [mode, other] = MODES.filter((name) => context.options[name]);
  if (other !== undefined) return usageError(context, `--${mode} and --${other} exclude each other.`);
  if (mode === "diff" && context.options.format !== undefined && !isForPeople(format))
    return usageError(context, "--diff prints a diff: write --format pretty or --format concise with it.");
  if (mode === "check" && targets.length === 0) {
    const known = await unchangedSinceLastRun(context.host);
    if (known !== undefined) {
      await repeat(context, format, known);
      return exitCodeFor(known.findings, { denyWarnings });
    }
  }
  // The compiler loads only now: an unchanged check has been answered without it.
  const { runCompile } = await import("../compile-run.ts");
  // The diff is alone on stdout, so findings are printed for people, even where the default is another format.
  const findings = mode === "diff" && !isForPeople(format) ? "pretty" : format;
  return await runCompile({ context, format: findings, targets, force, denyWarnings, mode });
}

/** Prints what the last run printed. */
async function repeat(context: BaseContext, format: FormatName, known: CompileStamp): Promise<void> {
  const { findings, message } = known;
  const paths = new Set(findings.flatMap(({ at, related }) => [at.path, ...related.map((one) => one.at.path)]));
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, new TextDecoder().decode(await context.host.read(path)));
  await printCompileFindings({ diagnostics: findings, textOf: (path) => texts.get(path) }, format, context);
  context.terminal.note(message);
}
