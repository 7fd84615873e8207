import { NESTED } from "../../assertion/types.ts";
import { duckdb } from "../../dialect/duckdb.ts";
import { typeName } from "../../dialect/type-names.ts";
import type { Field } from "../../ir/field.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { Numbered } from "../lines/placed-samples.ts";
import type { Reading } from "./found-column.ts";
import { type TypedColumn, typedColumn } from "./typed-column.ts";

/** A column of a view, and what is known about it before any row is read. */
interface ViewColumn {
  readonly field: Field;
  /** The column of the view that is true for a value that does not fit the type. Undefined if every value fits. */
  readonly misfit?: Code;
  /** The column of the view with the value as it is in the data. */
  readonly raw: Code;
  /** True if some of the data does not have the column. */
  readonly isMissing: boolean;
  /** Why the whole column has another type. */
  readonly problem?: string;
}

/** The rows of a dataset with the types of its contract. */
export interface View {
  readonly query: Code;
  /** The same, for the scan that also records the lines that cannot be read. */
  readonly recording: Code;
  readonly columns: readonly ViewColumn[];
  /** Columns of the data that the contract does not have. */
  readonly extra: readonly string[];
  /** Where the rows are. Undefined for a table. */
  readonly numbered?: Numbered & { readonly row: Code; readonly file: Code };
  /** The column of the view that reads the whole row. */
  readonly whole?: Code;
  /** The column of the view that is true for a row that cannot be read. */
  readonly unreadable?: Code;
}

const ROW = Code.trusted("_dex_row");
const FILE = Code.trusted("_dex_file");
const WHOLE = Code.trusted("_dex_whole");
const UNREADABLE = Code.trusted("_dex_unreadable");

/** A view of data in DuckDB. Besides the columns of the contract it has hidden ones, whose names begin with `_dex_`. */
export function viewOf(fields: readonly Field[], readings: readonly Reading[]): View {
  const typed = readings.map((reading) => fields.map((field) => typedIn(reading, field)));
  const columns = fields.map((field, index) => {
    const all = typed.map((one) => one[index]);
    const problem = all.map((one) => one?.problem).find((one) => one !== undefined);
    return {
      field,
      raw: hidden("raw", index),
      isMissing: readings.some(({ columns: found, isAbsentNull }) => !isAbsentNull && !found.has(field.name)),
      ...(all.some((one) => one?.misfit) && { misfit: hidden("misfit", index) }),
      ...(problem !== undefined && { problem }),
    };
  });
  const names = new Set(fields.map(({ name }) => name));
  const canFail = readings.some(({ unreadable }) => unreadable !== undefined);
  const isWhole = readings.some(({ whole }) => whole !== undefined);
  const query = (from: (reading: Reading) => Code) =>
    join(
      readings.map((reading, index) => {
        const selected = columns.flatMap((column, at) => selectedOf(column, typed[index]?.[at]));
        const others = [
          ...placeColumns(readings, index),
          ...(isWhole ? [code`${reading.whole ?? Code.trusted("null")} as ${WHOLE}`] : []),
          ...(canFail ? [code`${reading.unreadable ?? FALSE} as ${UNREADABLE}`] : []),
        ];
        return code`select\n    ${join([...selected, ...others], ",\n    ")}\nfrom ${from(reading)}`;
      }),
      "\nunion all\n",
    );
  return {
    query: query(({ from }) => from),
    recording: query(({ from, recording }) => recording ?? from),
    columns,
    extra: [...new Set(readings.flatMap((reading) => [...reading.columns.keys()]))].filter((name) => !names.has(name)),
    ...numberedIn(
      readings,
      query(({ from }) => from),
    ),
    ...(isWhole && { whole: WHOLE }),
    ...(canFail && { unreadable: UNREADABLE }),
  };
}

/** The columns of a view with the number of a row, and the index of its file among all files. */
function placeColumns(readings: readonly Reading[], index: number): readonly Code[] {
  if (readings.every(({ numbering }) => numbering === undefined)) return [];
  const { rowNumber = NULL_NUMBER, fileIndex = NULL_NUMBER } = readings[index] ?? {};
  const before = readings.slice(0, index).reduce((sum, { files }) => sum + files.length, 0);
  return [
    code`${rowNumber} as ${ROW}`,
    code`cast(${fileIndex} as bigint) + ${Code.trusted(String(before))} as ${FILE}`,
  ];
}

const NULL_NUMBER = Code.trusted("cast(null as bigint)");

function numberedIn(readings: readonly Reading[], query: Code): Pick<View, "numbered"> {
  const files = readings.flatMap(({ files: own, numbering }) =>
    own.flatMap((file) => (numbering ? [{ ...file, numbering }] : [])),
  );
  if (files.length === 0) return {};
  // The numbers of a reading go on from file to file, except in Parquet.
  const isPerFile = readings.every((reading) => reading.isPerFile === true || reading.files.length === 1);
  const whole = readings.some((reading) => reading.whole) ? code`, count(${WHOLE})` : Code.trusted("");
  const starts = code`select ${FILE}, min(${ROW})${whole} from (${query}) as data where ${FILE} is not null group by ${FILE}`;
  return { numbered: { files, row: ROW, file: FILE, ...(!isPerFile && { starts }) } };
}

const FALSE = Code.trusted("false");

function hidden(part: "raw" | "misfit", index: number): Code {
  return Code.trusted(`_dex_${part}_${index + 1}`);
}

function typedIn({ columns }: Reading, { name, type }: Field): TypedColumn | undefined {
  const found = columns.get(name);
  return found && typedColumn(found, type);
}

function selectedOf({ field, misfit, raw }: ViewColumn, typed: TypedColumn | undefined): readonly Code[] {
  const name = duckdb.identifier(field.name);
  const value = typed?.value ?? code`cast(null as ${viewType(field)})`;
  const before = code`cast(${typed?.raw ?? Code.trusted("null")} as varchar)`;
  return [
    code`${value} as ${name}`,
    code`${before} as ${raw}`,
    ...(misfit === undefined ? [] : [code`coalesce(${typed?.misfit ?? FALSE}, false) as ${misfit}`]),
  ];
}

/** The type of a column of a view: nested values are JSON. */
function viewType({ type }: Field): Code {
  return NESTED.includes(type.kind) ? Code.trusted("json") : typeName(type, duckdb.types);
}
