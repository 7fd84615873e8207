import { Unreachable } from "../../../broker/broker.ts";
import { connect } from "../../../broker/client.ts";
import { type Connections, type LiveState, readState } from "../../../broker/plan-changes.ts";
import { registryAt } from "../../../broker/registry.ts";
import type { Report } from "../../../diagnostics/diagnostic.ts";
import { locate } from "../../../parse/locate.ts";
import { visible } from "../../../text/visible.ts";
import type { BaseContext, CommandContext, OptionTable } from "../../command.ts";
import { exit } from "../../exit-code.ts";
import { findingsOf, printDiagnostics } from "../../print-diagnostics.ts";
import { usageError } from "../../usage-error.ts";
import { type CompiledProject, withIr } from "../../with-ir.ts";
import { accessOptions, type KafkaAccess, kafkaAccess } from "./access.ts";

/** The options of every command of the group. */
export const sessionOptions = {
  ...accessOptions,
  "no-acls": { type: "boolean", help: "leave access rights alone" },
} as const satisfies OptionTable;

/** What one run compares: the contracts, and what was found on the broker and in the registry. */
export interface KafkaSession {
  readonly context: BaseContext;
  readonly project: CompiledProject;
  readonly outside: Connections;
  readonly found: LiveState;
}

/** Printed when there is nothing to do. */
export const IN_ORDER = "The broker and the registry match the contracts.\n";

const NO_AUTHORIZER = "The broker has no authorizer, so access rights are neither needed nor compared.\n";

/** Compiles the project, connects and reads what is there; then `work` decides. Returns the exit code. */
export async function withKafka(
  context: CommandContext<typeof sessionOptions>,
  work: (session: KafkaSession) => number | Promise<number>,
): Promise<number> {
  const access = kafkaAccess(context.options, context.env);
  if ("problem" in access) return usageError(context, access.problem);
  return await withIr(context, async (project) => {
    try {
      return await withOutside(access, async (outside) => {
        const found = await readState(project.ir, outside, { rights: !context.options["no-acls"] });
        if (found.rights === "no-authorizer") context.terminal.note(NO_AUTHORIZER);
        return await work({ context, project, outside, found });
      });
    } catch (error) {
      // A broker that cannot be reached is not a bug of dex.
      if (error instanceof Unreachable) return usageError(context, visible(error.message));
      throw error;
    }
  });
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

/** Reports at the lines of the contracts which changes are blockedChanges, and why. */
export async function refuse(
  { context, project }: KafkaSession,
  reports: readonly Report[],
  end: string,
): Promise<number> {
  const diagnostics = locate(reports, project.sources.files);
  await printDiagnostics({ ...findingsOf(project), diagnostics }, "pretty", context);
  context.terminal.note(`${end}\n`);
  return exit.refused;
}

/** Prints a list: as JSON for programs, or as a table for people. */
export function printList({ context }: KafkaSession, found: readonly object[], table: (() => string) | "json"): void {
  const { out } = context.terminal;
  if (table === "json") out(`${JSON.stringify(found, undefined, 2)}\n`);
  else out(found.length === 0 ? IN_ORDER : table());
}
