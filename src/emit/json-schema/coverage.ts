import type { Coverage } from "../../ir/coverage.ts";
import type { Verdicts } from "./verdict.ts";

/** How the schema of a contract checks each of its assertions. Unsupported ones are `expected`: row validators and dbt check them. */
export function coverageOf(verdicts: Verdicts, file: string): readonly Coverage[] {
  // Each record is one object literal. There are hundreds of thousands, and a spread object takes four times the memory.
  const target = "json-schema";
  return verdicts.map(([{ id }, verdict]) => {
    if (verdict.by === "nothing")
      return { assertion: id, target, file, how: "unsupported", why: verdict.why, expected: true };
    return { assertion: id, target, file, how: verdict.by === "columns" ? "enforced" : "runtime" };
  });
}
