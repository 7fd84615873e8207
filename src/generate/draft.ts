import type { LiveCheck, LiveColumn, LiveTable } from "../engine/schema.ts";
import { Code } from "../text/quote/code.ts";
import { write, type YamlMap } from "../text/quote/yaml.ts";
import { checkRules } from "./check-rules.ts";
import { draftType } from "./column-types.ts";

/** A draft of a contract, for a table that has none. */
export interface ContractDraft {
  readonly name: string;
  readonly table: string;
  readonly watermark: string | undefined;
  readonly live?: LiveTable;
  /** The draft for another table of the same run. */
  readonly contractOf: (table: string) => ContractDraft | undefined;
  /** How many folders lie between the file and the project's root. */
  readonly depth: number;
}

/** The first line of a document: it names the JSON Schema for editors. */
export function modeline(kind: "contract" | "pipeline", depth: number): Code {
  const up = "../".repeat(depth);
  return Code.trusted(`yaml-language-server: $schema=${up}node_modules/dex-compiler/schemas/${kind}.json`);
}

const BY_NAME =
  "A draft by dex generate, from the name of the table alone. Add its columns, its key and their constraints.";
const LIVE = "A draft by dex generate, from the columns in the database. Add the owner and the constraints.";

/** The text of a draft. */
export function draftText(draft: ContractDraft): string {
  const { name, live, depth } = draft;
  const dataset = datasetOf(draft);
  const rules = live === undefined ? [] : checkRules(live, isColumnName).rules;
  const value: YamlMap = {
    contract: { name, version: "0.1.0", status: "draft", ...(live?.comment && { description: live.comment }) },
    ...(Object.keys(dataset).length > 0 && { dataset }),
    schema: { properties: propertiesOf(draft) },
    ...(rules.length > 0 && { quality: rules }),
  };
  const header = [modeline("contract", depth), Code.trusted(live === undefined ? BY_NAME : LIVE)];
  return write(value, { header }).text;
}

function datasetOf({ name, table, live, watermark }: ContractDraft): YamlMap {
  const key = live?.primaryKey.every(isColumnName) ? live.primaryKey : [];
  const dated = live !== undefined && namedColumns(live).some((one) => one.name === watermark && isTime(one));
  return {
    ...(live?.isView && { kind: "view" }),
    ...(table !== name && { table }),
    ...(key.length > 0 && { primary_key: key }),
    ...(dated && { updated_at: watermark }),
  };
}

function propertiesOf(draft: ContractDraft): YamlMap {
  const { live, watermark } = draft;
  if (live !== undefined)
    return Object.fromEntries(namedColumns(live).map((column) => [column.name, fieldOf(column, draft)]));
  // Nothing is known of a watermark but that it grows. Most are timestamps.
  return watermark === undefined ? {} : { [watermark]: { type: "timestamp" } };
}

/** The columns that a contract can name. */
export function namedColumns({ columns }: LiveTable): readonly LiveColumn[] {
  return columns.filter(({ name }) => isColumnName(name));
}

/** The CHECK constraints that a draft has no rule for. */
export function leftOutChecks(live: LiveTable): readonly LiveCheck[] {
  return checkRules(live, isColumnName).others;
}

const RESERVED = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];

function isColumnName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name) && !RESERVED.includes(name);
}

function fieldOf(column: LiveColumn, { live, contractOf }: ContractDraft): YamlMap {
  const inKey = live?.primaryKey.includes(column.name) ?? false;
  return {
    ...draftType(column).type,
    ...(!column.nullable && !inKey && { not_null: true }),
    ...(live?.unique.includes(column.name) && !isWholeKey(live, column.name) && { unique: true }),
    references: referenceOf(column, live, contractOf),
    ...(column.comment && { description: column.comment }),
  };
}

/** Whether a column is the whole primary key. */
function isWholeKey({ primaryKey }: LiveTable, column: string): boolean {
  return primaryKey.length === 1 && primaryKey[0] === column;
}

/** The target of a foreign key, where that is a unique column of another draft. */
function referenceOf(
  { name }: LiveColumn,
  live: LiveTable | undefined,
  contractOf: ContractDraft["contractOf"],
): string | undefined {
  const key = live?.references.find(({ column }) => column === name);
  const other = key && contractOf(key.table);
  if (key === undefined || other?.live === undefined) return undefined;
  const unique = isWholeKey(other.live, key.to) || other.live.unique.includes(key.to);
  return unique && isColumnName(key.to) ? `${other.name}.${key.to}` : undefined;
}

function isTime({ typeName, isArray }: LiveColumn): boolean {
  return !isArray && ["timestamptz", "timestamp", "date"].includes(typeName);
}
