import type { Contract } from "../ir/contract.ts";
import type { Value } from "../judge/value.ts";
import { type ColumnContext, columnOf, plainReferences } from "./columns.ts";
import { Pool } from "./pool.ts";
import { randomOf } from "./random.ts";
import { MockRefusal } from "./request.ts";

/** The values of a column before its rows exist, for contracts that refer to each other. */
export function presetValues(
  contract: Contract,
  name: string,
  context: ColumnContext & { readonly now: bigint },
): readonly Value[] | undefined {
  const { dataset } = contract;
  const field = dataset.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return undefined;
  if (plainReferences(field, dataset.assertions).length > 0)
    throw new MockRefusal(
      `${field.id} is in a cycle of references, and refers to another column itself. dex makes no rows for such a cycle: remove one of the references.`,
    );
  const { source, isKey } = columnOf(field, contract, context);
  const isUnique = isKey || dataset.keys.some(({ fields }) => fields.includes(name));
  const random = randomOf(context.seed, dataset.id, name, "preset");
  const pool = new Pool(field.type);
  const values: Value[] = [];
  for (let tries = 0; tries < context.rows * 20 && values.length < context.rows; tries++) {
    const value = source.make(random, { index: tries, at: context.now, now: context.now, isKey });
    if (value === undefined || (isUnique && pool.has(value))) continue;
    pool.add(value);
    values.push(value);
  }
  return values;
}
