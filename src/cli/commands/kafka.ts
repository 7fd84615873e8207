import { applyChanges } from "../../broker/apply-changes.ts";
import { Unreachable } from "../../broker/broker.ts";
import type { BrokerChange } from "../../broker/change.ts";
import { connect } from "../../broker/client.ts";
import { findDrift } from "../../broker/drift.ts";
import { dryRun } from "../../broker/dry-run.ts";
import {
  blockedChanges,
  type Connections,
  type LiveState,
  planChanges,
  readState,
  rightsInput,
} from "../../broker/plan-changes.ts";
import { registryAt } from "../../broker/registry.ts";
import { reportBlocked, reportRefused } from "../../broker/report-changes.ts";
import { type ForeignRights, foreignRights, rightsText, staleRights } from "../../broker/rights-changes.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { visible } from "../../diagnostics/format/visible.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Ir } from "../../ir/ir.ts";
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
    prune: { type: "boolean", help: "delete the topics of retired contracts that allow it, and the rights on them" },
    "no-acls": { type: "boolean", help: "leave access rights alone" },
    json: { type: "boolean", help: "print for programs" },
  },
  operands: "plan|apply|drift",
  help: "Compares topics, access rights and schemas with a live broker and a schema registry, and makes them what the contracts say.",
  run,
};

/** One run: what is compared with what, and how it was asked for. */
interface Job {
  readonly context: CommandContext;
  readonly compilation: ProjectCompilation;
  readonly ir: Ir;
  readonly outside: Connections;
}

const ACTIONS: Readonly<Record<string, (job: Job, found: LiveState) => number | Promise<number>>> = {
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
      const job = { context, compilation, ir, outside };
      return await action(job, await lookAt(job));
    });
  } catch (error) {
    // What the outside says is no bug of dex.
    if (error instanceof Unreachable) return complain(context, visible(error.message));
    throw error;
  }
}

async function withOutside({ broker, registry }: KafkaAccess, work: (outside: Connections) => Promise<number>) {
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

async function lookAt({ context, ir, outside }: Job): Promise<LiveState> {
  const found = await readState(ir, outside, { rights: context.options["no-acls"] !== true });
  if (found.rights === "no-authorizer") context.terminal.err(NO_AUTHORIZER);
  return found;
}

const NO_AUTHORIZER = "The broker has no authorizer, so nobody needs access rights there, and none are looked at.\n";

function changesOf({ context, ir }: Job, found: LiveState): readonly BrokerChange[] {
  return planChanges(ir, found, { prune: context.options["prune"] === true });
}

async function showPlan(job: Job, found: LiveState): Promise<number> {
  const changes = changesOf(job, found);
  const rows = changes.map((change) => [change.class, visible(change.target), visible(change.what)]);
  show(job, changes, () => table(["class", "on", "change"], rows));
  for (const line of leftAlone(job, found, changes)) job.context.terminal.err(line);
  const rehearsal = await dryRun(changes, job.outside.broker);
  if (rehearsal.unauthorised.length > 0) job.context.terminal.err(UNAUTHORISED);
  const reports = [...reportBlocked(blockedChanges(changes, { caution: true }), job.ir), ...reportRefused(rehearsal)];
  return reports.length > 0 ? refuse(job, reports, "dex kafka apply would refuse this.") : exit.done;
}

const UNAUTHORISED = "This user may not make all of the changes, so the broker does not say whether it would.\n";

/** Access rights that stay though no contract implies them. */
function leftAlone({ ir }: Job, found: LiveState, changes: readonly BrokerChange[]): readonly string[] {
  const input = rightsInput(ir, found);
  if (input === undefined) return [];
  const revoked = new Set(changes.flatMap(({ action }) => (action.kind === "revoke" ? action.rights : [])));
  const line = (why: string) => (one: ForeignRights) =>
    `left  ${visible(`${one.rights[0]?.principal}: ${rightsText(one.rights)}`)}: ${why}\n`;
  const stale = staleRights(input).filter(({ rights }) => !rights.some((right) => revoked.has(right)));
  return [...foreignRights(input).map(line("no contract implies it")), ...stale.map(line("its contract is retired"))];
}

async function makeChanges(job: Job, found: LiveState): Promise<number> {
  const { context, outside } = job;
  const changes = changesOf(job, found);
  const stopped = blockedChanges(changes, { caution: context.options["caution"] === true });
  if (stopped.length > 0) return refuse(job, reportBlocked(stopped, job.ir), NOTHING);
  const rehearsal = await dryRun(changes, outside.broker);
  for (const { refusal } of rehearsal.unauthorised) throw refusal;
  if (rehearsal.refused.length > 0) return refuse(job, reportRefused(rehearsal), NOTHING);
  await applyChanges(changes, outside, ({ target, what, action }) =>
    context.terminal.err(`${action.kind === "none" ? "left" : "done"}  ${visible(`${target}: ${what}`)}\n`),
  );
  if (changes.length === 0) context.terminal.err(IN_ORDER);
  return exit.done;
}

function showDrift(job: Job, found: LiveState): number {
  const differences = findDrift(job.ir, found);
  show(job, differences, () =>
    table(
      ["on", "difference"],
      differences.map(({ target, what }) => [visible(target), visible(what)]),
    ),
  );
  return differences.length === 0 ? exit.done : exit.drift;
}

const NOTHING = "Nothing was changed.";
const IN_ORDER = "Broker and registry are what the contracts say.\n";

/** Prints a list, for people or for programs. */
function show({ context }: Job, found: readonly object[], forPeople: () => string): void {
  const { out } = context.terminal;
  if (context.options["json"] === true) out(`${JSON.stringify(found, undefined, 2)}\n`);
  else out(found.length === 0 ? IN_ORDER : forPeople());
}

/** Says at the lines of the contracts what is not done, and why. */
function refuse({ context, compilation }: Job, reports: readonly Report[], end: string): number {
  const diagnostics = locate(reports, compilation.sources.files);
  printDiagnostics({ ...findingsOf(compilation), diagnostics }, "pretty", context);
  context.terminal.err(`${end}\n`);
  return exit.refused;
}
