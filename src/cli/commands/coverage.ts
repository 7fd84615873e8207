import { didYouMean } from "../../diagnostics/suggest.ts";
import { assertionsOf } from "../../emit/coverage.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { resultFormat } from "../print-diagnostics.ts";
import { table } from "../table.ts";
import { usageError } from "../usage-error.ts";
import { withIr } from "../with-ir.ts";

/** `dex coverage`. */
export const command = defineCommand({
  help: "Shows how each target covers each assertion: enforced by the engine, checked by a test, checked at runtime, documented, or unsupported.",
  options: resultFormat,
  operands: "[CONTRACT...]",
  run: (context) =>
    withIr(context, ({ ir, coverage }) => {
      const { operands, options, terminal } = context;
      const names = ir.contracts.map(({ name }) => name);
      const unknown = operands.find((operand) => !names.includes(operand));
      if (unknown !== undefined)
        return usageError(context, `There is no contract "${unknown}".${didYouMean(unknown, names)}`);
      const isWanted = ({ dataset }: Assertion) => operands.length === 0 || operands.includes(dataset);
      const assertions = assertionsOf(ir).filter(isWanted);
      const ids = new Set(assertions.map(({ id }) => id));
      const records = coverage.filter((record) => ids.has(record.assertion));
      terminal.out(options.format === "json" ? asJson(assertions, records) : asTable(assertions, records));
      return exit.done;
    }),
});

function asJson(assertions: readonly Assertion[], coverage: readonly Coverage[]): string {
  const records = new Map<string, Omit<Coverage, "assertion">[]>(assertions.map(({ id }) => [id, []]));
  for (const { assertion, ...record } of coverage) records.get(assertion)?.push(record);
  const rows = assertions.map(({ id, dataset, rule, severity, origin }) => ({
    assertion: id,
    contract: dataset,
    kind: rule.kind,
    severity,
    origin,
    coverage: records.get(id) ?? [],
  }));
  return `${JSON.stringify({ schemaVersion: 1, assertions: rows }, null, 2)}\n`;
}

function asTable(assertions: readonly Assertion[], coverage: readonly Coverage[]): string {
  const targets = [...new Set(coverage.map((record) => record.target))];
  const cells = new Map(coverage.map((record) => [`${record.assertion}\0${record.target}`, record]));
  const rows = assertions.map(({ id }) => [id, ...targets.map((target) => cells.get(`${id}\0${target}`)?.how ?? "-")]);
  return `${table(["assertion", ...targets], rows)}${reasons(assertions, coverage)}${totals(targets, coverage)}`;
}

/** Why an assertion is not checked, once per reason and target. */
function reasons(assertions: readonly Assertion[], coverage: readonly Coverage[]): string {
  const kinds = new Map(assertions.map(({ id, rule }) => [id, rule.kind]));
  const lines = coverage
    .filter((record) => record.how === "unsupported")
    .map((record) => `  ${record.target}: ${kinds.get(record.assertion) ?? ""}: ${record.why ?? "no such check"}`);
  const unique = [...new Set(lines)];
  return unique.length === 0 ? "" : `\nunsupported:\n${unique.join("\n")}\n`;
}

function totals(targets: readonly string[], coverage: readonly Coverage[]): string {
  const lines = targets.map((target) => {
    const records = coverage.filter((record) => record.target === target);
    const checked = records.filter((record) => record.how !== "unsupported" && record.how !== "documented");
    return `${target}: ${checked.length} of ${records.length} assertions checked`;
  });
  return `\n${lines.join("\n")}\n`;
}
