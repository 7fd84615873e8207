import type { SqlDialect } from "../dialect/registry.ts";
import type { ContractDocument } from "../language/contract/contract-document.ts";
import { unread } from "../language/faults.ts";
import { historyColumns } from "../language/pipeline/history.ts";
import type { EndpointType } from "../language/pipeline/pipeline-document.ts";
import { analyzeModel, type QueryAnalysis } from "../sql/model.ts";
import { maskReferences } from "../sql/references.ts";
import type { Relation } from "./linked-project.ts";
import type { Names } from "./names.ts";

type Columns = Relation["columns"];

/** Adds the columns of each relation, where they are known. Each relation must come after those that it reads. */
export function withColumns(relations: readonly Relation[], names: Names): readonly Relation[] {
  const found = new Map<string, Columns>();
  return relations.map((relation) => {
    const query = analyze(relation, found, names);
    const columns = columnsOf(relation, query, names);
    found.set(relation.name, columns);
    return { ...relation, ...(columns && { columns }), ...(query && { query }) };
  });
}

function analyze(
  { sql, pipeline }: Relation,
  found: ReadonlyMap<string, Columns>,
  names: Names,
): QueryAnalysis | undefined {
  if (sql === undefined || sql.jinja) return undefined;
  const masked = maskReferences(sql.parts);
  const byStart = new Map(sql.parts.map((part) => [part.start, part.relation]));
  const relations = Object.fromEntries(
    Object.entries(masked.relations).map(([mask, { start }]) => {
      const label = byStart.get(start) ?? "";
      return [mask, { label, columns: found.get(label) }];
    }),
  );
  const destination = names.batches.find(({ name }) => name.value === pipeline)?.destination.type.value;
  return analyzeModel({ sql: masked.sql, dialect: dialectOf(destination), relations });
}

/** The dialect of a pipeline's models: that of its warehouse. DuckDB reads files. */
function dialectOf(destination: EndpointType | undefined): SqlDialect {
  return destination === undefined || destination === "filesystem" ? "duckdb" : destination;
}

/** The columns of the contract take precedence over those of the query, so that a fault is not reported at every reader too. */
function columnsOf(relation: Relation, query: QueryAnalysis | undefined, { contracts }: Names): Columns {
  const { document, kind, contract } = relation;
  if (kind === "staging") return fieldNames(contracts.get(contract ?? ""));
  const enforced = document !== undefined && document.kind !== "staging" ? document.contract?.value : undefined;
  if (enforced !== undefined) return fieldNames(contracts.get(enforced));
  if (document === undefined || !("of" in document)) return query?.columns;
  const own = fieldNames(contracts.get(document.of.value));
  const { before = [], after = [] } = historyColumns(document) ?? {};
  return own && [...before, ...own, ...after];
}

function fieldNames(contract: ContractDocument | undefined): readonly string[] | undefined {
  return unread(contract, "columns") ? undefined : contract?.fields.map(({ name }) => name);
}
