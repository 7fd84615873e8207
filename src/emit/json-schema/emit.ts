import * as json from "../../text/quote/json.ts";
import type { Emission, EmitInput } from "../emitter.ts";
import { coverageOf } from "./coverage.ts";
import type { JsonSchemaOptions } from "./options.ts";
import { contractSchema } from "./views.ts";

/** One schema file per contract. */
export function* emit({ ir }: EmitInput<JsonSchemaOptions>): Iterable<Emission> {
  for (const contract of ir.contracts) {
    const path = `json-schema/${contract.name}.schema.json`;
    const text = json.write(contractSchema(contract, ir.project));
    const file = { path, text, language: "json", sources: [contract.origin] } as const;
    yield { files: [file], coverage: coverageOf(contract, path), diagnostics: [] };
  }
}
