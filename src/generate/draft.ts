import type { LiveColumn, LiveTable } from "../engine/schema.ts";
import { Code } from "../text/quote/code.ts";
import { write, type YamlMap } from "../text/quote/yaml.ts";

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
  const value: YamlMap = {
    contract: { name, version: "0.1.0", status: "draft", ...(live?.comment && { description: live.comment }) },
    ...(Object.keys(dataset).length > 0 && { dataset }),
    schema: { properties: propertiesOf(draft) },
  };
  const header = [modeline("contract", depth), Code.trusted(live === undefined ? BY_NAME : LIVE)];
  return write(value, { header }).text;
}

function datasetOf({ name, table, live, watermark }: ContractDraft): YamlMap {
  const key = live?.primaryKey.every(isColumnName) ? live.primaryKey : [];
  const dated = live !== undefined && namedColumns(live).some((one) => one.name === watermark && isTime(one));
  return {
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

const RESERVED = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];

function isColumnName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name) && !RESERVED.includes(name);
}

function fieldOf(column: LiveColumn, { live, contractOf }: ContractDraft): YamlMap {
  const inKey = live?.primaryKey.includes(column.name) ?? false;
  return {
    ...typeOf(column),
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

function isTime({ typeName }: LiveColumn): boolean {
  return ["timestamptz", "timestamp", "date"].includes(typeName);
}

/** The language's types by the names of PostgreSQL's. */
const TYPES: Readonly<Record<string, YamlMap>> = {
  int2: { type: "smallint" },
  int4: { type: "integer", bits: 32 },
  int8: { type: "bigint" },
  float4: { type: "float" },
  float8: { type: "double" },
  bool: { type: "boolean" },
  uuid: { type: "uuid" },
  date: { type: "date" },
  time: { type: "time" },
  timestamptz: { type: "timestamp" },
  timestamp: { type: "timestamp_local" },
  interval: { type: "duration" },
  bytea: { type: "bytes" },
  json: { type: "json" },
  jsonb: { type: "json" },
};

const LARGEST_PRECISION = 38;

/** The language's type of a column. A type that the language does not have becomes a string. */
function typeOf({ typeName, type, labels, maxLength, precision, scale }: LiveColumn): YamlMap {
  if (labels !== undefined && labels.length > 0) return { type: "string", enum: labels };
  if (type === "ARRAY") return { type: "array", items: itemType(typeName.replace(/^_/, "")) };
  if (typeName === "numeric") return decimal(precision, scale);
  const known = TYPES[typeName];
  if (known !== undefined) return known;
  return { type: "string", ...(maxLength !== undefined && { max_length: maxLength }) };
}

function itemType(typeName: string): YamlMap {
  return typeName === "numeric" ? decimal() : (TYPES[typeName] ?? { type: "string" });
}

/** A decimal. Without a declared precision it gets the largest that every warehouse has. */
function decimal(precision?: number, scale = 0): YamlMap {
  if (precision === undefined) return { type: "decimal", precision: LARGEST_PRECISION, scale: 9 };
  const digits = Math.min(precision, LARGEST_PRECISION);
  return { type: "decimal", precision: digits, scale: Math.max(0, Math.min(scale, digits)) };
}
