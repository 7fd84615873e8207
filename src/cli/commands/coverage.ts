import { hasErrors } from "../../diagnostics/outcome.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import { assertionsOf } from "../../emit/coverage.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { complain } from "../complain.ts";
import { exitCodeFor } from "../exit-code.ts";
import { findingsOf, printDiagnostics } from "../print-diagnostics.ts";
import { table } from "../table.ts";

/** `dex coverage`: every assertion against every target. */
export const command: Command = {
  options: { format: { type: "string", value: "FORMAT", help: "table (default) or json" } },
  operands: "[CONTRACT...]",
  help: "Shows for each assertion how each target holds it: enforced by the engine, checked by a test, checked at runtime, documented, or unsupported.",
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { options, operands, terminal, host } = context;
  const format = options["format"] ?? "table";
  if (format !== "table" && format !== "json")
    return complain(context, `coverage has no format "${String(format)}". Its formats are table and json.`);
  const compilation = await compileProject(host, {});
  if (compilation.ir === undefined || hasErrors(compilation.diagnostics)) {
    printDiagnostics(findingsOf(compilation), "pretty", context);
    return exitCodeFor(compilation.diagnostics);
  }
  const names = compilation.ir.contracts.map(({ name }) => name);
  const unknown = operands.find((operand) => !names.includes(operand));
  if (unknown !== undefined)
    return complain(context, `There is no contract "${unknown}".${didYouMean(unknown, names)}`);
  const assertions = assertionsOf(compilation.ir).filter(
    ({ dataset }) => operands.length === 0 || operands.includes(dataset),
  );
  const ids = new Set(assertions.map(({ id }) => id));
  const coverage = compilation.coverage.filter((record) => ids.has(record.assertion));
  terminal.out(format === "json" ? asJson(assertions, coverage) : asTable(assertions, coverage));
  return exit.done;
}

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

/** Why something is not checked, once per reason and target. */
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
    const held = records.filter((record) => record.how !== "unsupported" && record.how !== "documented");
    return `${target}: ${held.length} of ${records.length} assertions checked`;
  });
  return `\n${lines.join("\n")}\n`;
}
