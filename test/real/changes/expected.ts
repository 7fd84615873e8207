import { dialects } from "../../../src/dialect/registry.ts";
import { typeName } from "../../../src/dialect/type-names.ts";
import type { Type } from "../../../src/ir/field.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import type { Engine } from "../dbt/engine.ts";

/** The columns of a raw table beside `id` and the watermark, with their types as the catalogue of the engine names them. */
export function expectedTypes(ir: Ir, contract: string, engine: Engine): readonly string[] {
  const fields = ir.contracts.find(({ name }) => name === contract)?.dataset.fields ?? [];
  return fields
    .filter(({ name }) => !["id", "changed", "modified"].includes(name))
    .map(({ name, type }) => `${name} ${rawType(type, engine)}`)
    .sort();
}

function rawType(type: Type, engine: Engine): string {
  // dlt has no type for these.
  if (["enum", "uuid"].includes(type.kind)) return rawType({ kind: "string" }, engine);
  if (type.kind === "string") return engine === "duckdb" ? "varchar" : "character varying";
  if (type.kind === "float") return engine === "duckdb" ? "double" : "double precision";
  if (type.kind === "json") return engine === "duckdb" ? "json" : "jsonb";
  const name = typeName(type, dialects[engine].types).text.toLowerCase().replace(/, /g, ",");
  return CATALOGUE[engine][name] ?? name.replace("decimal", engine === "duckdb" ? "decimal" : "numeric");
}

const CATALOGUE: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  duckdb: { timestamptz: "timestamp with time zone" },
  postgres: {
    timestamp: "timestamp without time zone",
    timestamptz: "timestamp with time zone",
    "double precision": "double precision",
  },
};
