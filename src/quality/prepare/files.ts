import { duckdb } from "../../dialect/duckdb.ts";
import type { Engine, Failure } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import type { Contract } from "../../ir/contract.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { PreparedDataset } from "../prepared.ts";
import { csvReading } from "../rows/csv.ts";
import { csvForm } from "../rows/csv-form.ts";
import type { Reading } from "../rows/found-column.ts";
import { type JsonForm, jsonReading, membersQuery } from "../rows/json.ts";
import { parquetColumns, parquetReading, type StoredColumns } from "../rows/parquet.ts";
import { rejectedCount } from "../rows/rejected-lines.ts";
import { viewOf } from "../rows/view.ts";
import { extensionOf, type FileFormat, type FileStart, formatOf } from "./format.ts";

/** Why data cannot be read: the file or the user's options are wrong, or the engine has failed. */
export interface Problem {
  readonly problem: string;
  /** True if the engine has failed. */
  readonly isEngine?: boolean;
}

/** The files of one dataset, and how messages name them. */
export interface FilesOf {
  readonly contract: Contract;
  readonly files: readonly FileStart[];
  /** The name of the relation to make, and what the user called the files. */
  readonly relation: string;
  readonly name: string;
  /** The filter of the rows, and its words. */
  readonly filter?: { readonly where: Code; readonly words: string };
}

/** Makes a relation of files in DuckDB. Files with another header or other columns than the others are read in their own way. */
export async function prepareFiles(engine: Engine, given: FilesOf): Promise<PreparedDataset | Problem> {
  const { contract, files } = given;
  const readings = await readingsOf(engine, contract, files);
  if ("problem" in readings) return readings;
  const fields = contract.dataset.fields;
  const view = viewOf(fields, readings);
  const members = new Set<string>();
  for (const reading of readings.filter(({ isAbsentNull }) => isAbsentNull)) {
    const answer = await engine.query(membersQuery(reading).text);
    if (!isFailure(answer)) for (const [name] of answer.rows) members.add(String(name));
  }
  const relation = duckdb.identifier(given.relation);
  const recording = duckdb.identifier(`${given.relation} (recording)`);
  const kept = view.unreadable === undefined ? undefined : code`not ${view.unreadable}`;
  for (const [name, query] of [
    [relation, view.query],
    [recording, view.recording],
  ] as const) {
    const made = await engine.query(viewText(name, query, [kept, given.filter?.where]).text);
    if (isFailure(made)) return unreadable(given.name, made);
  }
  const names = new Set(fields.map(({ name }) => name));
  const isCsv = readings.some(({ recording: records }) => records !== undefined);
  return {
    contract,
    source: {
      engine: "duckdb",
      name: given.name,
      files: files.length,
      ...(given.filter && { filter: given.filter.words }),
    },
    dialect: duckdb,
    relation,
    recording,
    columns: view.columns,
    extra: [...view.extra, ...[...members].filter((name) => !names.has(name))],
    ...(view.numbered && { numbered: view.numbered }),
    ...(view.whole && { whole: view.whole }),
    hasRejects: isCsv,
    unreadable: [
      ...(isCsv ? [rejectedCount] : []),
      ...(view.unreadable === undefined
        ? []
        : [code`select count(*) from (${view.query}) as data where ${view.unreadable}`]),
    ],
  };
}

function viewText(name: Code, query: Code, conditions: readonly (Code | undefined)[]): Code {
  const all = conditions.filter((one) => one !== undefined);
  const filtered = all.reduce((inner, condition) => code`select * from (${inner}) as data where ${condition}`, query);
  return code`create temp view ${name} as ${filtered}`;
}

function unreadable(name: string, { failure, message }: Failure): Problem {
  return { problem: `${name} cannot be read: ${message}.`, isEngine: failure !== "query" };
}

/** Groups files that are read in the same way. */
async function readingsOf(
  engine: Engine,
  { dataset }: Contract,
  files: readonly FileStart[],
): Promise<readonly Reading[] | Problem> {
  const columns = dataset.fields.map(({ name }) => name);
  const groups = new Map<string, { files: FileStart[]; make: (files: readonly FileStart[]) => Reading }>();
  for (const file of files) {
    const format = formatOf(file);
    if (typeof format !== "string") return format;
    const read = await readerOf(engine, { file, format, columns });
    if ("problem" in read) return read;
    const group = groups.get(read.key);
    if (group === undefined) groups.set(read.key, { files: [file], make: read.make });
    else group.files.push(file);
  }
  return [...groups.values()].map((group) => group.make(group.files));
}

/** How a file is read. Files with the same key are read together. */
interface Reader {
  readonly key: string;
  readonly make: (files: readonly FileStart[]) => Reading;
}

interface Readable {
  readonly file: FileStart;
  readonly format: FileFormat;
  readonly columns: readonly string[];
}

async function readerOf(engine: Engine, readable: Readable): Promise<Reader | Problem> {
  switch (readable.format) {
    case "csv":
      return csvReader(readable);
    case "json":
      return jsonReader(readable);
    case "parquet":
      return await parquetReader(engine, readable);
    case "duckdb":
      return {
        problem: `${readable.file.path} is a database. Name one of its tables: --table NAME --input ${readable.file.path}.`,
      };
  }
}

function csvReader({ file, columns }: Readable): Reader | Problem {
  const { path, start, isCut } = file;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(start);
  if (text.replace("\uFEFF", "") === "")
    return { problem: `${path} is empty: it has no header. Write the names of the columns into its first line.` };
  const form = csvForm({ text, isCut, extension: extensionOf(path) }, columns);
  if ("fault" in form) return { problem: `The header of ${path} ${form.fault}.` };
  return { key: JSON.stringify(["csv", form]), make: (files) => csvReading(files, form) };
}

function jsonReader({ file, columns }: Readable): Reader | Problem {
  const { path, start } = file;
  const first = /[^\s\uFEFF]/.exec(new TextDecoder().decode(start.subarray(0, 4096)))?.[0];
  if (first === undefined) return { problem: `${path} is empty.` };
  const isLines = extensionOf(path) !== ".json";
  const form: JsonForm = first === "[" ? "array" : isLines ? "newline_delimited" : "unstructured";
  return { key: `json ${form}`, make: (files) => jsonReading(files, form, columns) };
}

async function parquetReader(engine: Engine, { file }: Readable): Promise<Reader | Problem> {
  const answer = await engine.query(parquetColumns(file.absolute).text);
  if (isFailure(answer)) return unreadable(file.path, answer);
  const columns: StoredColumns = answer.rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
  return { key: JSON.stringify(["parquet", columns]), make: (files) => parquetReading(files, columns) };
}
