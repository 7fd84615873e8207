import type { Report, UnknownName } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { unread } from "../../language/faults.ts";
import type { LinkedProject, Relation } from "../../link/linked-project.ts";
import type { QueryAnalysis } from "../../sql/model.ts";
import { diagnostics } from "./diagnostics.ts";
import { missingComma, missingReports } from "./missing-columns.ts";
import { placeOf, placeOfName, wholeQuery } from "./sql-place.ts";

/** Checks that every column that a model's SQL reads exists, and that its result has exactly the columns of its contract. */
export function checkModelSql(linked: LinkedProject): readonly Report[] {
  return linked.relations.flatMap((relation) => {
    const { query, contract, pipeline } = relation;
    if (relation.sql?.jinja !== undefined) return uncheckedReports(relation);
    const spec = linked.pipelines.find(({ name }) => name.value === pipeline);
    if (query === undefined || unread(spec, "spec")) return [];
    const fields = contract === undefined ? undefined : linked.contractsByName[contract];
    return [
      ...query.problems.map(({ message, start, end, unknown, replacement }) => ({
        ...diagnostics.report("model-sql", placeOf(relation, { start, end }), { problem: sentence(message) }),
        ...(replacement && { replacement }),
        ...(unknown && { unknown: unknownColumn(unknown, linked) }),
      })),
      ...query.foreign.map((foreign) => foreignReport(relation, foreign)),
      ...(fields && query.problems.length === 0 ? contractColumnReports(relation, query, fields) : []),
    ];
  });
}

/** Notes that only dbt compares the columns of a model with `jinja: true` with its contract. */
function uncheckedReports({ name: model, contract, at }: Relation): readonly Report[] {
  return contract === undefined ? [] : [diagnostics.report("model-not-checked", at, { model, contract })];
}

/** An unknown column, and the contract or the place in the SQL that defines the similar one. */
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
  const missing =
    yielded.length < columns.length ? [] : contract.fields.filter(({ name }) => !has.has(name.toLowerCase()));
  const wanted = new Set(contract.fields.map(({ name }) => name.toLowerCase()));
  const extra = yielded.filter((name) => !wanted.has(name.toLowerCase()));
  const commas = missing.flatMap(({ name }) => missingComma(relation, query, name));
  if (commas.length > 0) return commas;
  return [
    ...nameless.map((span) => diagnostics.report("nameless-column", placeOf(relation, span), parameters)),
    ...missingReports(missing, extra, { relation, query, contract }),
    ...extra.map((name) =>
      diagnostics.report("model-column-extra", placeOfName(relation, name), {
        ...parameters,
        name,
        names: missing.map((field) => field.name),
      }),
    ),
  ];
}
