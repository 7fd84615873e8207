import type { Report, UnknownName } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { unread } from "../../language/faults.ts";
import type { LinkedProject, Relation } from "../../link/linked-project.ts";
import type { NodePlace, Place } from "../../source/origin.ts";
import type { QueryAnalysis, SqlSpan } from "../../sql/model.ts";
import { diagnostics } from "./diagnostics.ts";

/** Checks that every column that a model's SQL reads exists, and that its result has exactly the columns of its contract. */
export function checkModelSql(linked: LinkedProject): readonly Report[] {
  return linked.relations.flatMap((relation) => {
    const { query, contract, pipeline } = relation;
    if (relation.sql?.jinja !== undefined) return uncheckedReports(relation);
    const spec = linked.pipelines.find(({ name }) => name.value === pipeline);
    if (query === undefined || unread(spec, "spec")) return [];
    const fields = contract === undefined ? undefined : linked.contractsByName[contract];
    return [
      ...query.problems.map(({ message, start, end, unknown }) => ({
        ...diagnostics.report("model-sql", placeOf(relation, { start, end }), { problem: sentence(message) }),
        ...(unknown && { unknown: unknownColumn(unknown, linked) }),
      })),
      ...query.foreign.map((foreign) => foreignReport(relation, foreign)),
      ...(fields && query.problems.length === 0 ? contractColumnReports(relation, query, fields) : []),
    ];
  });
}

/** A model whose SQL is dbt's own is compared with its contract by dbt alone. */
function uncheckedReports({ name: model, contract, at }: Relation): readonly Report[] {
  return contract === undefined ? [] : [diagnostics.report("model-not-checked", at, { model, contract })];
}

/** An unknown column with the contract or the SQL that defines the similar one. */
function unknownColumn({ name, near, relation }: UnknownColumn, { relations }: LinkedProject): UnknownName {
  const owner = relations.find((one) => one.name === relation);
  if (owner?.contract !== undefined) return { name, near, contract: owner.contract };
  return { name, near, ...(owner?.sql && { definition: placeOfName(owner, near) }) };
}

type UnknownColumn = NonNullable<QueryAnalysis["problems"][number]["unknown"]>;

/** The warning is at the YAML node, because only YAML has `dex-ignore` comments. */
function foreignReport(relation: Relation, { name, near, start, end }: QueryAnalysis["foreign"][number]): Report {
  const at = wholeQuery(relation);
  const report = diagnostics.report("foreign-relation", at, { name, names: near });
  return { ...report, related: [{ at: placeOf(relation, { start, end }), message: "read here" }] };
}

/** The place of the SQL: in its file, or in the spec. */
function placeOf(relation: Relation, { start, end }: SqlSpan): Place {
  const span = { start, end: Math.max(end, start + 1) };
  const { sql } = relation;
  return sql?.file === undefined ? { ...wholeQuery(relation), within: span } : { path: sql.file, ...span };
}

function wholeQuery({ at, document }: Relation): NodePlace {
  return document?.kind === "sql" ? { path: at.path, pointer: document.sql.pointer } : at;
}

/** The last place where the SQL has a name: that of the column in its result, which has it as an alias or reads it. */
function placeOfName(relation: Relation, name: string): Place {
  const last = [...(relation.sql?.text ?? "").matchAll(/\w+/g)].findLast(([word]) => word === name);
  return last === undefined
    ? wholeQuery(relation)
    : placeOf(relation, { start: last.index, end: last.index + name.length });
}

/** A problem as a sentence. */
function sentence(problem: string): string {
  const text = problem.charAt(0).toUpperCase() + problem.slice(1);
  return /[.?]$/.test(text) ? text : `${text}.`;
}

/** Compares the columns of a query with those of its contract. A column with an unknown name may be any missing one. */
function contractColumnReports(
  relation: Relation,
  query: QueryAnalysis,
  contract: ContractDocument,
): readonly Report[] {
  const { columns, nameless } = query;
  if (columns === undefined || unread(contract, "columns")) return [];
  const parameters = { model: relation.name, contract: contract.name.value };
  const yielded = columns.filter((name) => name !== undefined);
  const has = new Set(yielded.map((name) => name.toLowerCase()));
  const fields = contract.fields.map(({ name }) => name);
  const missing =
    yielded.length < columns.length ? [] : contract.fields.filter(({ name }) => !has.has(name.toLowerCase()));
  const wanted = new Set(fields.map((name) => name.toLowerCase()));
  const extra = yielded.filter((name) => !wanted.has(name.toLowerCase()));
  return [
    ...nameless.map((span) => diagnostics.report("nameless-column", placeOf(relation, span), parameters)),
    ...missing.map(({ name, pointer }) => ({
      ...diagnostics.report("model-column-missing", wholeQuery(relation), { ...parameters, name, names: extra }),
      related: [{ at: { path: contract.path, pointer }, message: "required here" }],
    })),
    ...extra.map((name) =>
      diagnostics.report("model-column-extra", placeOfName(relation, name), {
        ...parameters,
        name,
        names: fields.filter((one) => !has.has(one.toLowerCase())),
      }),
    ),
  ];
}
