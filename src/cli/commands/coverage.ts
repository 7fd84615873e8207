import { didYouMean } from "../../diagnostics/suggest.ts";
import { assertionsOf } from "../../emit/coverage.ts";
import { violationsOf } from "../../emit/violations.ts";
import type { Assertion } from "../../ir/assertion.ts";
import { coverageJson } from "../coverage-json.ts";
import { checkedShare, coverageReport } from "../coverage-report.ts";
import { runsOf } from "../coverage-runs.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { resultFormat } from "../print-diagnostics.ts";
import { usageError } from "../usage-error.ts";
import { withIr } from "../with-ir.ts";

/** `dex coverage`. */
export const command = defineCommand({
  help: "Shows which assertions the targets check, and which ones they could check and do not.",
  options: {
    all: { type: "boolean", help: "show every assertion with every target" },
    "fail-under": {
      type: "string",
      value: "PERCENT",
      help: "fail if fewer of the assertions of severity error are checked by at least one target",
    },
    ...resultFormat,
  },
  operands: "[CONTRACT...]",
  run: async (context) => {
    const { all, format, "fail-under": failUnder } = context.options;
    const least = failUnder === undefined ? undefined : percentOf(failUnder);
    if (failUnder !== undefined && least === undefined)
      return usageError(context, `--fail-under must be a number from 0 to 100, not "${failUnder}".`);
    return await withIr(context, ({ ir, coverage }) => {
      const { operands, terminal } = context;
      const names = ir.contracts.map(({ name }) => name);
      const unknown = operands.find((operand) => !names.includes(operand));
      if (unknown !== undefined)
        return usageError(context, `There is no contract "${unknown}".${didYouMean(unknown, names)}`);
      const isWanted = ({ dataset }: Assertion) => operands.length === 0 || operands.includes(dataset);
      const assertions = assertionsOf(ir).filter(isWanted);
      const ids = new Set(assertions.map(({ id }) => id));
      const records = coverage.filter((record) => ids.has(record.assertion));
      const found = { assertions, records, runsOf: runsOf(ir), violationOf: violationsOf(ir) };
      terminal.out(format === "json" ? coverageJson(found) : coverageReport(found, { all }));
      const share = checkedShare(found);
      if (least === undefined || share.percent >= least) return exit.done;
      terminal.err(`dex: ${share.percent} % of the assertions of severity error are checked, fewer than ${least} %.\n`);
      return exit.findings;
    });
  },
});

function percentOf(text: string): number | undefined {
  const number = /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return number <= 100 ? number : undefined;
}
