import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import type { Relation } from "../../link/linked-project.ts";
import type { QueryAnalysis } from "../../sql/model.ts";
import { nearest } from "../../text/nearest.ts";
import { diagnostics } from "./diagnostics.ts";
import { placeOf, wholeQuery } from "./sql-place.ts";

type Field = ContractDocument["fields"][number];

interface Compared {
  readonly relation: Relation;
  readonly query: QueryAnalysis;
  readonly contract: ContractDocument;
}

/** Reports the columns that a query does not return: each one with a similar name in the query, and the others together. */
export function missingReports(missing: readonly Field[], extra: readonly string[], compared: Compared): Report[] {
  const { relation, contract } = compared;
  const parameters = { model: relation.name, contract: contract.name.value };
  const similar = missing.filter(({ name }) => nearest(name, extra) !== undefined);
  const others = missing.filter((field) => !similar.includes(field));
  const requiredHere = ({ pointer }: Field) => ({ at: { path: contract.path, pointer }, message: "required here" });
  const [first, ...more] = others;
  return [
    ...similar.map((field) => ({
      ...diagnostics.report("model-column-missing", wholeQuery(relation), {
        ...parameters,
        name: field.name,
        names: extra,
      }),
      related: [requiredHere(field)],
    })),
    ...(first === undefined
      ? []
      : [
          {
            ...diagnostics.report("model-column-missing", placeToAdd(first, compared), {
              ...parameters,
              name: first.name,
              names: [],
              more: more.map(({ name }) => name),
            }),
            related: others.slice(0, MOST_RELATED).map(requiredHere),
          },
        ]),
  ];
}

const MOST_RELATED = 3;

/** The place to add a missing column: the column before it in the contract, if the query returns that one. */
function placeToAdd(field: Field, { relation, query, contract }: Compared) {
  const before = contract.fields.slice(0, contract.fields.indexOf(field)).map(({ name }) => name.toLowerCase());
  const item = before
    .reverse()
    .map((name) => query.outputs.find((output) => output.name?.toLowerCase() === name))
    .find((output) => output !== undefined);
  const place = item ?? query.outputs[0];
  return place === undefined ? wholeQuery(relation) : placeOf(relation, place);
}

/** Reports a missing comma: an item of the select list has the name of the missing column, then another name. */
export function missingComma(relation: Relation, { outputs }: QueryAnalysis, name: string): readonly Report[] {
  const { sql } = relation;
  if (sql === undefined || !/^\w+$/.test(name)) return [];
  for (const { start, end } of outputs) {
    const found = new RegExp(`(?<=^|[^\\w])${name}(?=\\s+(?!as\\b)\\w)`, "i").exec(sql.text.slice(start, end));
    if (found === null) continue;
    const at = placeOf(relation, { start: start + found.index, end: start + found.index + name.length });
    return [diagnostics.report("model-sql", at, { problem: `A comma is missing after "${name}".` })];
  }
  return [];
}
