import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Ir } from "../../ir/ir.ts";
import { apply } from "../../kafka/apply.ts";
import { Unreachable } from "../../kafka/broker.ts";
import type { Change } from "../../kafka/change.ts";
import { connect } from "../../kafka/client.ts";
import { drift } from "../../kafka/drift.ts";
import { type Found, look, type Outside, plan, refused } from "../../kafka/plan.ts";
import { registryAt } from "../../kafka/registry.ts";
import { reportRefused } from "../../kafka/report.ts";
import { locate } from "../../parse/locate.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject, type ProjectCompilation } from "../compile-project.ts";
import { complain } from "../complain.ts";
import { exitCodeFor } from "../exit-code.ts";
import { type KafkaAccess, kafkaAccess, kafkaOptions } from "../kafka-access.ts";
import { findingsOf, printDiagnostics } from "../print-diagnostics.ts";
import { table } from "../table.ts";

/** `dex kafka plan|apply|drift`. */
export const command: Command = {
  options: {
    ...kafkaOptions,
    caution: { type: "boolean", help: "apply: also make the changes that are marked CAUTION" },
    prune: { type: "boolean", help: "delete the topics of retired contracts that allow it" },
    json: { type: "boolean", help: "print for programs" },
  },
  operands: "plan|apply|drift",
  help: "Compares topics and schemas with a live broker and a schema registry, and makes them what the contracts say.",
  run,
};

/** One run: what is compared with what, and how it was asked for. */
interface Job {
  readonly context: CommandContext;
  readonly compilation: ProjectCompilation;
  readonly ir: Ir;
  readonly outside: Outside;
}

const ACTIONS: Readonly<Record<string, (job: Job, found: Found) => number | Promise<number>>> = {
  plan: showPlan,
  apply: makeChanges,
  drift: showDrift,
};

async function run(context: CommandContext): Promise<number> {
  const [name = "", ...more] = context.operands;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined || more.length > 0)
    return complain(context, "say what to do: dex kafka plan, dex kafka apply or dex kafka drift.");
  const access = kafkaAccess(context.options, process.env);
  if ("problem" in access) return complain(context, access.problem);
  const compilation = await compileProject(context.host, {});
  const { ir } = compilation;
  if (ir === undefined || hasErrors(compilation.diagnostics)) {
    printDiagnostics(findingsOf(compilation), "pretty", context);
    return exitCodeFor(compilation.diagnostics);
  }
  try {
    return await withOutside(access, async (outside) => {
      return await action({ context, compilation, ir, outside }, await look(ir, outside));
    });
  } catch (error) {
    // What the outside says is no bug of dex.
    if (error instanceof Unreachable) return complain(context, error.message);
    throw error;
  }
}

async function withOutside({ broker, registry }: KafkaAccess, work: (outside: Outside) => Promise<number>) {
  const connection = broker && (await connect(broker));
  try {
    return await work({
      ...(connection && { broker: connection }),
      ...(registry && { registry: registryAt(registry) }),
    });
  } finally {
    await connection?.close();
  }
}

function changesOf({ context, ir }: Job, found: Found): readonly Change[] {
  return plan(ir, found, { prune: context.options["prune"] === true });
}

function showPlan(job: Job, found: Found): number {
  const changes = changesOf(job, found);
  const rows = changes.map((change) => [change.class, change.target, change.what]);
  show(job, changes, () => table(["class", "on", "change"], rows));
  const stopped = refused(changes, { caution: true });
  return stopped.length > 0 ? refuse(job, stopped, "dex kafka apply would refuse this.") : exit.done;
}

async function makeChanges(job: Job, found: Found): Promise<number> {
  const { context, outside } = job;
  const changes = changesOf(job, found);
  const stopped = refused(changes, { caution: context.options["caution"] === true });
  if (stopped.length > 0) return refuse(job, stopped, "Nothing was changed.");
  await apply(changes, outside, ({ target, what, action }) =>
    context.terminal.err(`${action.kind === "none" ? "left" : "done"}  ${target}: ${what}\n`),
  );
  if (changes.length === 0) context.terminal.err(IN_ORDER);
  return exit.done;
}

function showDrift(job: Job, found: Found): number {
  const differences = drift(job.ir, found);
  show(job, differences, () =>
    table(
      ["on", "difference"],
      differences.map(({ target, what }) => [target, what]),
    ),
  );
  return differences.length === 0 ? exit.done : exit.drift;
}

const IN_ORDER = "Broker and registry are what the contracts say.\n";

/** Prints a list, for people or for programs. */
function show({ context }: Job, found: readonly object[], forPeople: () => string): void {
  const { out } = context.terminal;
  if (context.options["json"] === true) out(`${JSON.stringify(found, undefined, 2)}\n`);
  else out(found.length === 0 ? IN_ORDER : forPeople());
}

/** Says at the lines of the contracts what is not done, and why. */
function refuse({ context, compilation, ir }: Job, stopped: readonly Change[], end: string): number {
  const diagnostics = locate(reportRefused(stopped, ir), compilation.sources.files);
  printDiagnostics({ ...findingsOf(compilation), diagnostics }, "pretty", context);
  context.terminal.err(`${end}\n`);
  return exit.refused;
}
