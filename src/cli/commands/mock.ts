import { hasErrors } from "../../diagnostics/outcome.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import { sqlDialects } from "../../dialect/registry.ts";
import { compileProject } from "../compile-project.ts";
import { defineCommand } from "../define-command.ts";
import { exitCodeFor } from "../exit-code.ts";
import { mockFormats } from "../mock-output.ts";
import { runMock } from "../mock-run.ts";
import { findingsOf, printDiagnostics } from "../print-diagnostics.ts";
import { usageError } from "../usage-error.ts";

/** `dex mock`. */
export const command = defineCommand({
  help: "Makes rows that satisfy the contracts, with those that they refer to. Without CONTRACT, of every contract.\nWith one contract and no --output, prints its rows.",
  options: {
    rows: {
      type: "string",
      value: "N",
      help: "the number of rows of each contract (default: 100, or what the contract allows)",
    },
    seed: { type: "string", value: "N", help: "the same seed and the same --now make the same rows (default: 1)" },
    now: {
      type: "string",
      value: "TIMESTAMP",
      help: "the time of the newest rows, such as 2026-12-01T00:00:00Z (default: now)",
    },
    faults: {
      type: "string",
      value: "KIND",
      choices: ["one-per-assertion"],
      help: "one-per-assertion: add rows that violate each assertion once, and write which into faults.json",
    },
    format: { type: "string", value: "FORMAT", choices: mockFormats, help: "csv (default), jsonl, parquet, or sql" },
    dialect: {
      type: "string",
      value: "NAME",
      choices: sqlDialects,
      help: "the SQL dialect of --format sql (default: duckdb)",
    },
    output: { type: "string", value: "PATH", help: "the folder to write into, or a file for one contract" },
    force: { type: "boolean", help: "replace existing files" },
  },
  operands: "[CONTRACT...]",
  run: async (context) => {
    const compilation = await compileProject(context, { irOnly: true });
    const { ir, diagnostics } = compilation;
    if (ir === undefined || hasErrors(diagnostics)) {
      await printDiagnostics(findingsOf(compilation), "pretty", context);
      return exitCodeFor(diagnostics);
    }
    const names = ir.contracts.map(({ name }) => name);
    const unknown = context.operands.find((operand) => !names.includes(operand));
    if (unknown !== undefined)
      return usageError(context, `There is no contract "${unknown}".${didYouMean(unknown, names)}`);
    if (names.length === 0) return usageError(context, "The project has no contracts.");
    return await runMock(context, ir, context.options);
  },
});
