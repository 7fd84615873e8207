import type { Report } from "../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../language/contract-document.ts";
import type { Model, Relation } from "../link/model.ts";
import type { Place } from "../source/origin.ts";
import { analyzeModel } from "../sql/model.ts";
import { maskReferences } from "../sql/references.ts";
import { diagnostics } from "./diagnostics.ts";

/** Columns that a dimension over a snapshot has besides its contract's. */
const HISTORY = ["valid_from", "valid_to", "is_current"];

/** The SQL of models: every column it reads is there, and it yields just the columns that its contract promises. */
export function checkModelSql(model: Model): readonly Report[] {
  const columns = new Map<string, readonly string[] | undefined>();
  const reports: Report[] = [];
  // Relations come in an order in which each follows what it reads.
  for (const relation of model.relations) {
    const contract = relation.contract === undefined ? undefined : model.contractsByName[relation.contract];
    if (relation.kind === "sql") columns.set(relation.name, sqlColumns(relation, { contract, columns, reports }));
    else
      columns.set(
        relation.name,
        relation.kind === "staging" ? contractColumns(contract) : dimensionColumns(relation, model),
      );
  }
  return reports;
}

function contractColumns(contract: ContractDocument | undefined): readonly string[] | undefined {
  return contract?.fields.map(({ name }) => name);
}

/** A dimension has what its contract promises, its surrogate key under the name that the contract gives it; without one, all that it can have. */
function dimensionColumns(
  { document, name, contract: of }: Relation,
  { contractsByName }: Model,
): readonly string[] | undefined {
  const own = of === undefined ? undefined : contractColumns(contractsByName[of]);
  if (document?.kind !== "dimension") return own;
  if (document.contract !== undefined) return contractColumns(contractsByName[document.contract.value]);
  return own === undefined || document.scd.value !== 2 ? own : [`${name}_key`, ...own, ...HISTORY];
}

interface Known {
  readonly contract: ContractDocument | undefined;
  readonly columns: ReadonlyMap<string, readonly string[] | undefined>;
  readonly reports: Report[];
}

function sqlColumns(relation: Relation, { contract, columns, reports }: Known): readonly string[] | undefined {
  const { sql, at } = relation;
  if (sql === undefined) return undefined;
  const masked = maskReferences(sql.parts);
  const relations = Object.fromEntries(
    Object.keys(masked.relations).map((mask) => {
      const part = sql.parts.find((candidate) => candidate.start === masked.relations[mask]?.start);
      const name = part?.relation ?? "";
      return [mask, { label: name, columns: columns.get(name) }];
    }),
  );
  const place = (start: number, end: number): Place =>
    sql.file === undefined ? sqlPlace(relation) : { path: sql.file, start, end };
  const analysis = analyzeModel({ sql: masked.sql, relations });
  for (const { message, start, end } of analysis.problems)
    reports.push(diagnostics.report("model-sql", place(start, end), { problem: sentence(message) }));
  if (analysis.problems.length === 0 && contract && analysis.columns)
    reports.push(...promise(relation, contract, analysis.columns));
  return contract ? contractColumns(contract) : (analysis.columns ?? (at && undefined));
}

function sqlPlace({ at, document }: Relation): Place {
  return document?.kind === "sql" ? { path: at.path, pointer: document.sql.pointer } : at;
}

/** A problem of the parser's folder as a sentence. */
function sentence(problem: string): string {
  const text = problem.charAt(0).toUpperCase() + problem.slice(1);
  return /[.?]$/.test(text) ? text : `${text}.`;
}

function promise(relation: Relation, contract: ContractDocument, yielded: readonly string[]): Report[] {
  const promised = contract.fields.map(({ name }) => name);
  const at = sqlPlace(relation);
  const parameters = { model: relation.name, contract: contract.name.value };
  return [
    ...contract.fields
      .filter(({ name }) => !yielded.includes(name))
      .map(({ name, pointer }) => ({
        ...diagnostics.report("model-column-missing", at, { ...parameters, name, names: yielded }),
        related: [{ at: { path: contract.path, pointer }, message: "promised here" }],
      })),
    ...yielded
      .filter((name) => !promised.includes(name))
      .map((name) => diagnostics.report("model-column-extra", at, { ...parameters, name, names: promised })),
  ];
}
