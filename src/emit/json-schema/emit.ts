import * as json from "../../text/quote/json.ts";
import { jsonLosses } from "../../wire/json-type.ts";
import type { DivideWork, Emission, EmitInput } from "../emitter.ts";
import { inParts, noInputs, part } from "../parts.ts";
import type { TargetTypes } from "../type-losses.ts";
import { coverageOf } from "./coverage.ts";
import type { JsonSchemaOptions } from "./options.ts";
import { verdictsOf } from "./verdict.ts";
import { contractSchema } from "./views.ts";

/** One part per contract. There are no findings, because all unsupported assertions of a schema are expected. */
export const parts: DivideWork<JsonSchemaOptions> = ({ ir, findOnly }) =>
  findOnly ? [] : ir.contracts.map(({ id }) => part(id, { ...noInputs, contracts: [id] }, emitSchema));

/** Writes one schema file per contract. */
export const emit = inParts(parts);

function emitSchema({ ir }: EmitInput<JsonSchemaOptions>): Emission {
  const all = ir.contracts.map((contract) => ({
    contract,
    verdicts: verdictsOf(contract),
    path: pathOf(contract.name),
  }));
  const files = all.map(({ contract, verdicts, path }) => ({
    path,
    text: json.write(contractSchema(contract, ir.project, verdicts)),
    language: "json" as const,
    sources: [contract.origin],
  }));
  const coverage = all.flatMap(({ verdicts, path }) => coverageOf(verdicts, path));
  return { files, coverage, diagnostics: [] };
}

function pathOf(contract: string): string {
  return `json-schema/${contract}.schema.json`;
}

/** The types of JSON Schema. */
export function types(): readonly TargetTypes[] {
  return [{ target: "json-schema", losses: jsonLosses, has: () => true }];
}
