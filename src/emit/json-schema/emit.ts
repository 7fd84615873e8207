import * as json from "../../text/quote/json.ts";
import type { Emit } from "../emitter.ts";
import { coverageOf } from "./coverage.ts";
import type { JsonSchemaOptions } from "./options.ts";
import { contractSchema } from "./views.ts";

/** One schema file per contract. */
export const emit: Emit<JsonSchemaOptions> = ({ ir }) => {
  const made = ir.contracts.map((contract) => {
    const path = `json-schema/${contract.name}.schema.json`;
    const text = json.write(contractSchema(contract, ir.project));
    return {
      file: { path, text, language: "json" as const, sources: [contract.origin] },
      coverage: coverageOf(contract, path),
    };
  });
  return { files: made.map(({ file }) => file), coverage: made.flatMap(({ coverage }) => coverage), diagnostics: [] };
};
