import type { Assertion, FieldReference, Rule } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Field } from "../ir/field.ts";
import type { Value } from "../judge/value.ts";
import type { Column } from "./column.ts";
import { isNullable } from "./nested-source.ts";
import { converted, poolOf, poolSource } from "./pool.ts";
import { randomOf } from "./random.ts";
import { acceptor, type PlacedRule, rulesOf } from "./rules.ts";
import type { Source } from "./source.ts";
import { sourceOf } from "./value-source.ts";

/** What a table's columns need from elsewhere. */
export interface ColumnContext {
  readonly seed: number;
  /** The number of rows, those with faults too. */
  readonly rows: number;
  readonly contracts: readonly Contract[];
  /** The values of a column of another dataset. Undefined for the dataset itself. */
  valuesOf(dataset: string, field: string): readonly Value[] | undefined;
  /** Values that were made before the rows, because a row of another dataset refers to them. */
  presetOf(field: string): readonly Value[] | undefined;
}

type Reference = Extract<Rule, { kind: "reference" }>;

/** The columns of a contract, with a way to make the values of each. */
export function columnsFor(contract: Contract, context: ColumnContext): readonly Column[] {
  const { fields, id } = contract.dataset;
  return fields.map((field, index) => {
    const preset = context.presetOf(field.name);
    return {
      ...columnOf(field, contract, context),
      index,
      random: randomOf(context.seed, id, field.name),
      ...(preset && { preset }),
    };
  });
}

/** A column of a contract, apart from its place among the others. */
export function columnOf(field: Field, contract: Contract, context: ColumnContext): Omit<Column, "index" | "random"> {
  const { assertions } = contract.dataset;
  const rules = rulesOf(field.name, assertions);
  const isKey = assertions.some(({ rule }) => isKeyOf(rule, field));
  const own = demanded(field, contract, context.contracts);
  const source = referred(field, contract, context) ?? own;
  return { field, isNullable: isNullable(field, rules), source, own, isKey };
}

function isKeyOf(rule: Rule, { name }: Field): boolean {
  return rule.kind === "unique" && rule.fields.length === 1 && rule.fields[0] === name;
}

/** The references of a column that hold for every row. */
export function plainReferences({ name }: Field, assertions: readonly Assertion[]): readonly Reference[] {
  return assertions.flatMap(({ rule, where }) =>
    rule.kind === "reference" && where === undefined && rule.field.length === 1 && rule.field[0] === name ? [rule] : [],
  );
}

/** A source of the values that a column refers to. Undefined for a column without references. */
function referred(field: Field, { dataset }: Contract, { valuesOf, contracts }: ColumnContext): Source | undefined {
  const references = plainReferences(field, dataset.assertions);
  const accepts = acceptor(field.type, rulesOf(field.name, dataset.assertions));
  const pools = references.flatMap(({ to }) => {
    const values = valuesOf(to.dataset, to.field);
    const type = fieldOf(to, contracts)?.type;
    if (values === undefined || type === undefined) return [];
    return [
      poolOf(
        values.flatMap((value) => converted(value, type, field.type) ?? []),
        field.type,
        accepts,
      ),
    ];
  });
  const [first, ...others] = pools;
  if (first === undefined) return undefined;
  if (others.length === 0) return poolSource(first);
  return poolSource(poolOf(first.values, field.type, (value) => others.every((pool) => pool.has(value))));
}

/** The name by which values are chosen. A plain name such as `name` says too little without the dataset: a product has other names than a customer. */
function hintName({ name }: Field, contract: Contract): string {
  return /^(name|title|type|value)$/i.test(name) ? `${contract.name.replace(/s$/, "")}_${name}` : name;
}

/** The field that a reference names. */
export function fieldOf({ dataset, field }: Reference["to"], contracts: readonly Contract[]): Field | undefined {
  const contract = contracts.find((candidate) => candidate.dataset.id === dataset);
  return contract?.dataset.fields.find(({ name }) => name === field);
}

/** The source of a column, half of whose values are such that columns that refer to it can have them, if these have rules of their own. */
function demanded(field: Field, contract: Contract, contracts: readonly Contract[]): Source {
  const { dataset } = contract;
  const rules = rulesOf(field.name, dataset.assertions);
  const place = { name: hintName(field, contract), type: field.type };
  const own = sourceOf({ ...place, rules });
  const demands = demandsOn({ dataset: dataset.id, field: field.name }, contracts).map((others) =>
    sourceOf({ ...place, rules: [...rules, ...others] }),
  );
  const random = randomOf(0, "demands");
  const sources = demands.filter((source) => source.make(random, { index: 0, at: 0n, now: 0n }) !== undefined);
  if (sources.length === 0) return own;
  return {
    ...own,
    make: (drawing, row) => {
      const source = drawing.oneIn(2) ? drawing.pick(sources) : undefined;
      return source?.make(drawing, row) ?? own.make(drawing, row);
    },
  };
}

/** How far demands go: the columns that refer to a column, those that refer to these, and so on. */
const FARTHEST = 4;

/** The rules about the columns that refer to a column, for those that have some. */
function demandsOn(to: FieldReference, contracts: readonly Contract[], depth = 0): readonly (readonly PlacedRule[])[] {
  if (depth === FARTHEST) return [];
  return contracts.flatMap(({ dataset: { id, fields, assertions } }) =>
    fields.flatMap((field) => {
      const refers = plainReferences(field, assertions).some(
        (rule) => rule.to.dataset === to.dataset && rule.to.field === to.field && id !== to.dataset,
      );
      if (!refers) return [];
      const rules = rulesOf(field.name, assertions).filter(({ rule }) => rule.kind !== "not_null");
      const further = demandsOn({ dataset: id, field: field.name }, contracts, depth + 1);
      return [...(rules.length > 0 ? [rules] : []), ...further];
    }),
  );
}
