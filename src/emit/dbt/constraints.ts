import * as sql from "../../dialect/quote.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { primaryKey, sameColumns } from "./columns.ts";
import type { ModelNode } from "./models/model-kind.ts";
import type { Adapter } from "./options.ts";

/** The constraints of a model, in DDL: columns that are never NULL, and those over the whole table. */
export interface ModelConstraints {
  readonly notNull: ReadonlySet<string>;
  readonly model: readonly YamlMap[];
}

/** What decides whether a constraint enforces an assertion. */
export type Constrained = Pick<ModelNode, "materialized" | "contract">;

/**
 * True when the warehouse refuses every row that violates the assertion. All adapters enforce not_null in tables; PostgreSQL also enforces
 * keys, and so does DuckDB, but not across a delete and an insert of one run, as incremental models need it.
 * A view has no constraints, and a constraint knows no tolerance, no filter and no warning.
 */
export function isEnforced(assertion: Assertion, node: Constrained, adapter: Adapter): boolean {
  const kept = node.materialized;
  const { rule, tolerance, where, severity } = assertion;
  if (kept === "view" || tolerance !== undefined || where !== undefined || severity !== "error") return false;
  if (rule.kind === "not_null") return rule.field.length === 1;
  if (rule.kind !== "unique") return false;
  const key = primaryKey(node.contract);
  const enforcesKeys = adapter === "postgres" || (adapter === "duckdb" && kept === "table");
  return enforcesKeys && key.length > 0 && sameColumns(key, rule.fields);
}

/** The constraints that enforce assertions of a model. */
export function modelConstraints(node: ModelNode, adapter: Adapter): ModelConstraints {
  const enforced = node.contract?.dataset.assertions.filter((one) => isEnforced(one, node, adapter)) ?? [];
  const notNull = enforced.flatMap(({ rule }) => (rule.kind === "not_null" ? (rule.field[0] ?? []) : []));
  const hasKey = enforced.some(({ rule }) => rule.kind === "unique");
  const columns = primaryKey(node.contract).map((name) => sql.identifier(name, adapter).text);
  return { notNull: new Set(notNull), model: hasKey ? [{ type: "primary_key", columns }] : [] };
}
