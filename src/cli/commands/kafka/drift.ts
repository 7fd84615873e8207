import { findDrift } from "../../../broker/drift.ts";
import { visible } from "../../../text/visible.ts";
import { defineCommand } from "../../define-command.ts";
import { exit } from "../../exit-code.ts";
import { resultFormat } from "../../print-diagnostics.ts";
import { table } from "../../table.ts";
import { printList, sessionOptions, withKafka } from "./session.ts";

/** `dex kafka drift`. */
export const command = defineCommand({
  help: "Shows how the broker and the registry differ from the contracts. Changes nothing; exits with 4 when there is a difference.",
  options: { ...sessionOptions, ...resultFormat },
  run: (context) =>
    withKafka(context, (session) => {
      const differences = findDrift(session.project.ir, session.found);
      const rows = differences.map(({ target, what }) => [visible(target), visible(what)]);
      printList(
        session,
        differences,
        context.options.format === "json" ? "json" : () => table(["on", "difference"], rows),
      );
      return differences.length === 0 ? exit.done : exit.drift;
    }),
});
