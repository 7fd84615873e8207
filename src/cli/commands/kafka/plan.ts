import type { BrokerChange } from "../../../broker/change.ts";
import { dryRun } from "../../../broker/dry-run.ts";
import { blockedChanges, planChanges, rightsInput } from "../../../broker/plan-changes.ts";
import { reportBlocked, reportRefused } from "../../../broker/report-changes.ts";
import { type ForeignRights, foreignRights, rightsText, staleRights } from "../../../broker/rights-changes.ts";
import { visible } from "../../../text/visible.ts";
import { defineCommand } from "../../define-command.ts";
import { exit } from "../../exit-code.ts";
import { resultFormat } from "../../print-diagnostics.ts";
import { table } from "../../table.ts";
import { type KafkaSession, printList, refuse, sessionOptions, withKafka } from "./session.ts";

/** `dex kafka plan`. */
export const command = defineCommand({
  help: "Shows every change that dex kafka apply would make, and whether the broker would accept it. Changes nothing.",
  options: {
    ...sessionOptions,
    prune: {
      type: "boolean",
      help: "plan to delete the topics of retired contracts that allow it, and the rights on them",
    },
    ...resultFormat,
  },
  run: (context) =>
    withKafka(context, async (session) => {
      const { project, outside, found } = session;
      const changes = planChanges(project.ir, found, { prune: context.options.prune });
      printList(session, changes, context.options.format === "json" ? "json" : () => changeTable(changes));
      for (const line of rightsLeftAlone(session, changes)) context.terminal.note(line);
      const rehearsal = await dryRun(changes, outside.broker);
      if (rehearsal.unauthorised.length > 0) context.terminal.note(UNAUTHORISED);
      const stopped = blockedChanges(changes, { caution: true });
      const reports = [...reportBlocked(stopped, project.ir), ...reportRefused(rehearsal)];
      return reports.length > 0 ? await refuse(session, reports, "dex kafka apply would refuse this.") : exit.done;
    }),
});

const UNAUTHORISED =
  "This user may not make all of the changes, so the broker does not say whether it would accept them.\n";

function changeTable(changes: readonly BrokerChange[]): string {
  const rows = changes.map((change) => [change.class, visible(change.target), visible(change.what)]);
  return table(["class", "on", "change"], rows);
}

/** The access rights that stay although no contract implies them. */
function rightsLeftAlone({ project, found }: KafkaSession, changes: readonly BrokerChange[]): readonly string[] {
  const input = rightsInput(project.ir, found);
  if (input === undefined) return [];
  const revoked = new Set(changes.flatMap(({ action }) => (action.kind === "revoke" ? action.rights : [])));
  const line = (why: string) => (one: ForeignRights) =>
    `left  ${visible(`${one.rights[0]?.principal}: ${rightsText(one.rights)}`)}: ${why}\n`;
  const stale = staleRights(input).filter(({ rights }) => !rights.some((right) => revoked.has(right)));
  return [...foreignRights(input).map(line("no contract implies it")), ...stale.map(line("its contract is retired"))];
}
