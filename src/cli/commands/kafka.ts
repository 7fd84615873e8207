import type { Compilation } from "../../compile.ts";
import type { Ir } from "../../ir/ir.ts";
import { apply } from "../../kafka/apply.ts";
import { type Broker, Unreachable } from "../../kafka/broker.ts";
import type { Change } from "../../kafka/change.ts";
import { connect } from "../../kafka/client.ts";
import { drift } from "../../kafka/drift.ts";
import { type Found, look, type Outside, plan, refused } from "../../kafka/plan.ts";
import { registryAt } from "../../kafka/registry.ts";
import { reportRefused } from "../../kafka/report.ts";
import { locate } from "../../parse/locate.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { type KafkaAccess, kafkaAccess, kafkaOptions } from "../kafka-access.ts";
import { isError, printDiagnostics } from "../print-diagnostics.ts";
import { table } from "../table.ts";

const ACTIONS = ["plan", "apply", "drift"] as const;

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
  readonly compilation: Compilation;
  readonly ir: Ir;
  readonly outside: Outside;
}

async function run(context: CommandContext): Promise<number> {
  const [action, ...more] = context.operands;
  if (!isAction(action) || more.length > 0)
    return usage(context, "say what to do: dex kafka plan, dex kafka apply or dex kafka drift.");
  const access = kafkaAccess(context.options, process.env);
  if ("problem" in access) return usage(context, access.problem);
  const compilation = await compileProject(context.host, {});
  const { ir } = compilation;
  if (ir === undefined || compilation.diagnostics.some(isError)) {
    printDiagnostics(compilation, "pretty", context);
    return exit.findings;
  }
  const broker =
    access.broker && (await reach(context, () => connect(access.broker as NonNullable<KafkaAccess["broker"]>)));
  if (typeof broker === "number") return broker;
  const outside = outsideOf(broker, access);
  try {
    return await perform(action, { context, compilation, ir, outside });
  } catch (error) {
    return unreachable(context, error);
  } finally {
    await broker?.close();
  }
}

function isAction(word: string | undefined): word is (typeof ACTIONS)[number] {
  return (ACTIONS as readonly (string | undefined)[]).includes(word);
}

function outsideOf(broker: Broker | undefined, { registry }: KafkaAccess): Outside {
  return { ...(broker && { broker }), ...(registry && { registry: registryAt(registry) }) };
}

async function reach<T>(context: CommandContext, work: () => Promise<T>): Promise<T | number> {
  try {
    return await work();
  } catch (error) {
    return unreachable(context, error);
  }
}

/** What the outside says is no bug of dex; anything else is, and goes on. */
function unreachable(context: CommandContext, error: unknown): number {
  if (error instanceof Unreachable) return usage(context, error.message);
  throw error;
}

async function perform(action: (typeof ACTIONS)[number], job: Job): Promise<number> {
  const found = await look(job.ir, job.outside);
  if (action === "drift") return showDrift(job, found);
  const { options } = job.context;
  const changes = plan(job.ir, found, { prune: options["prune"] === true });
  const caution = options["caution"] === true;
  const stopped = refused(changes, { caution: caution || action === "plan" });
  if (action === "plan") return showPlan(job, changes, stopped);
  if (stopped.length > 0) return refuse(job, stopped, "Nothing was changed.");
  return await make(job, changes);
}

function showPlan(job: Job, changes: readonly Change[], stopped: readonly Change[]): number {
  const { out } = job.context.terminal;
  if (job.context.options["json"] === true) out(`${JSON.stringify(changes, undefined, 2)}\n`);
  else if (changes.length === 0) out("Broker and registry are what the contracts say.\n");
  else
    out(
      table(
        ["class", "on", "change"],
        changes.map((change) => [change.class, change.target, change.what]),
      ),
    );
  return stopped.length > 0 ? refuse(job, stopped, "dex kafka apply would refuse this.") : exit.done;
}

function refuse({ context, compilation, ir }: Job, stopped: readonly Change[], end: string): number {
  const { files } = compilation.sources;
  const diagnostics = locate(reportRefused(stopped, ir), files);
  printDiagnostics({ ...compilation, diagnostics }, "pretty", context);
  context.terminal.err(`${end}\n`);
  return exit.refused;
}

async function make({ context, outside }: Job, changes: readonly Change[]): Promise<number> {
  const { terminal } = context;
  await apply(changes, outside, ({ target, what, action }) =>
    terminal.err(`${action.kind === "none" ? "left  " : "done  "} ${target}: ${what}\n`),
  );
  if (changes.length === 0) terminal.err("Broker and registry are what the contracts say.\n");
  return exit.done;
}

function showDrift({ context, ir }: Job, found: Found): number {
  const { out } = context.terminal;
  const differences = drift(ir, found);
  if (context.options["json"] === true) out(`${JSON.stringify(differences, undefined, 2)}\n`);
  else if (differences.length === 0) out("Broker and registry are what the contracts say.\n");
  else
    out(
      table(
        ["on", "difference"],
        differences.map(({ target, what }) => [target, what]),
      ),
    );
  return differences.length === 0 ? exit.done : exit.drift;
}

function usage({ terminal }: CommandContext, problem: string): number {
  terminal.err(`dex: ${problem}\n`);
  return exit.usage;
}
