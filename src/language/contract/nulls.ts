import type { ContractDocument, FieldDocument } from "./contract-document.ts";

type Columns = Pick<ContractDocument, "dataset" | "fields">;

/** The columns of the primary key: those of the dataset, or else the fields with `primary_key: true`. */
export function keyColumns({ dataset, fields }: Columns): readonly string[] {
  const listed = dataset.primaryKey.map(({ value }) => value);
  return listed.length > 0 ? listed : fields.filter((field) => field.primaryKey?.value).map((field) => field.name);
}

/** The columns outside of the key that have none of `nullable`, `not_null` and `required`. */
export function silentColumns(contract: Columns): readonly FieldDocument[] {
  const key = new Set(keyColumns(contract));
  return contract.fields.filter(
    ({ name, nullable, required }) => nullable === undefined && required === undefined && !key.has(name),
  );
}

/** The columns that may be NULL: not in the key, and not declared as not null. */
export function optionalColumns(contract: Columns): readonly FieldDocument[] {
  const key = new Set(keyColumns(contract));
  return contract.fields.filter((field) => !key.has(field.name) && notNullPlace(field) === undefined);
}

/** The pointer of the key that forbids NULL in a column, or in a member of one; undefined if it may be NULL. */
export function neverNullPlace(contract: Columns, path: readonly string[]): string | undefined {
  const [name = "", ...members] = path;
  const column = contract.fields.find((field) => field.name === name);
  if (column === undefined) return undefined;
  if (members.length > 0) return memberPlace(column, members);
  const listed = contract.dataset.primaryKey.find(({ value }) => value === name);
  const own = keyColumns(contract).includes(name) ? (listed?.pointer ?? column.primaryKey?.pointer) : undefined;
  return own ?? notNullPlace(column);
}

/** True if a column, or a member of one, must not be NULL. */
export function isNeverNull(contract: Columns, path: readonly string[]): boolean {
  return neverNullPlace(contract, path) !== undefined;
}

function memberPlace(column: FieldDocument, members: readonly string[]): string | undefined {
  let field: FieldDocument | undefined = column;
  for (const name of members) field = field?.fields?.find((one) => one.name === name);
  return field && notNullPlace(field);
}

/** The pointer of the key that declares a field as not null; undefined without such a key. */
export function notNullPlace({ nullable, required }: FieldDocument): string | undefined {
  if (nullable !== undefined) return nullable.value ? undefined : nullable.pointer;
  return required?.value ? required.pointer : undefined;
}
