import { applyChanges } from "../../../broker/apply-changes.ts";
import { dryRun } from "../../../broker/dry-run.ts";
import { blockedChanges, planChanges } from "../../../broker/plan-changes.ts";
import { reportBlocked, reportRefused } from "../../../broker/report-changes.ts";
import { visible } from "../../../text/visible.ts";
import { defineCommand } from "../../define-command.ts";
import { exit } from "../../exit-code.ts";
import { IN_ORDER, refuse, sessionOptions, withKafka } from "./session.ts";

/** `dex kafka apply`. */
export const command = defineCommand({
  help: "Changes topics, access rights and schemas to match the contracts: all of them, or none when one is refused.",
  options: {
    ...sessionOptions,
    caution: { type: "boolean", help: "also make the changes that are marked CAUTION" },
    prune: { type: "boolean", help: "delete the topics of retired contracts that allow it, and the rights on them" },
  },
  run: (context) =>
    withKafka(context, async (session) => {
      const { project, outside, found } = session;
      const changes = planChanges(project.ir, found, { prune: context.options.prune });
      const stopped = blockedChanges(changes, { caution: context.options.caution });
      if (stopped.length > 0) return await refuse(session, reportBlocked(stopped, project.ir), NOTHING);
      const rehearsal = await dryRun(changes, outside.broker);
      for (const { refusal } of rehearsal.unauthorised) throw refusal;
      if (rehearsal.refused.length > 0) return await refuse(session, reportRefused(rehearsal), NOTHING);
      await applyChanges(changes, outside, ({ target, what, action }) =>
        context.terminal.note(`${action.kind === "none" ? "left" : "done"}  ${visible(`${target}: ${what}`)}\n`),
      );
      if (changes.length === 0) context.terminal.note(IN_ORDER);
      return exit.done;
    }),
});

const NOTHING = "Nothing was changed.";
