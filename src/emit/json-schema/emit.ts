import * as json from "../../text/quote/json.ts";
import type { DivideWork, Emission, EmitInput } from "../emitter.ts";
import { inParts, noInputs, part } from "../parts.ts";
import { coverageOf } from "./coverage.ts";
import type { JsonSchemaOptions } from "./options.ts";
import { contractSchema } from "./views.ts";

/** One part per contract. */
export const parts: DivideWork<JsonSchemaOptions> = ({ ir }) =>
  ir.contracts.map(({ id }) => part(id, { ...noInputs, contracts: [id] }, emitSchema));

/** Writes one schema file per contract. */
export const emit = inParts(parts);

function emitSchema({ ir }: EmitInput<JsonSchemaOptions>): Emission {
  const files = ir.contracts.map((contract) => ({
    path: pathOf(contract.name),
    text: json.write(contractSchema(contract, ir.project)),
    language: "json" as const,
    sources: [contract.origin],
  }));
  const coverage = ir.contracts.flatMap((contract) => coverageOf(contract, pathOf(contract.name)));
  return { files, coverage, diagnostics: [] };
}

function pathOf(contract: string): string {
  return `json-schema/${contract}.schema.json`;
}
