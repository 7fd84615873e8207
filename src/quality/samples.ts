import { columnsOf, rowKey } from "../assertion/columns.ts";
import { isPrivate } from "../assertion/private-columns.ts";
import { violationsQuery } from "../assertion/query.ts";
import { both } from "../assertion/query-parts.ts";
import { typeName } from "../dialect/type-names.ts";
import type { Engine } from "../engine/query.ts";
import { isFailure } from "../engine/query.ts";
import { Code, code, join } from "../text/quote/code.ts";
import type { FoundSample } from "./lines/placed-samples.ts";
import type { PlannedCheck } from "./plan.ts";
import type { PreparedDataset } from "./prepared.ts";
import type { Shown } from "./result.ts";

/** What reports show in place of a private value. */
const MASK = "***";

/** The longest value that a report shows, in characters. */
const LONGEST = 200;

/** The first rows that violate a check. */
export async function sampleRows(
  engine: Engine,
  { assertion, plan }: PlannedCheck,
  sampling: Sampling,
): Promise<readonly FoundSample[]> {
  const { data } = sampling;
  const about = columnsOf(assertion.rule);
  if (plan.by === "condition") {
    const rows = code`from ${data.relation}\nwhere ${both(plan.where, plan.condition)}`;
    return await rowsOf(engine, { rows, about, hasNumber: true }, sampling);
  }
  if (plan.by !== "counts") return [];
  const { tolerance: _, ...strict } = assertion;
  const query = violationsQuery(strict, {
    dialect: data.dialect,
    relation: data.relation,
    key: [...keyOf(data), ...about],
    fields: data.contract.dataset.fields,
    tables: sampling.tables,
  });
  if (!(query instanceof Code)) return [];
  return await rowsOf(engine, { rows: code`from (${query}) as violating`, about, hasNumber: false }, sampling);
}

/** The first values of a column that do not fit its type. */
export async function sampleMisfits(
  engine: Engine,
  index: number,
  sampling: Sampling,
): Promise<readonly FoundSample[]> {
  const column = sampling.data.columns[index];
  if (column?.misfit === undefined) return [];
  const rows = code`from ${sampling.data.relation}\nwhere ${column.misfit}`;
  return await rowsOf(engine, { rows, about: [column.field.name], hasNumber: true, isRaw: true }, sampling);
}

/** How samples are taken. */
export interface Sampling {
  readonly data: PreparedDataset;
  readonly tables: ReadonlyMap<string, Code>;
  /** The most rows for each check. */
  readonly most: number;
}

interface Sample {
  readonly rows: Code;
  /** The columns whose values are shown besides the key. */
  readonly about: readonly string[];
  /** True if the relation has the number of the row. */
  readonly hasNumber: boolean;
  /** True to show values as they are in the data: those that do not fit their type are NULL in the relation. */
  readonly isRaw?: true;
}

async function rowsOf(
  engine: Engine,
  { rows, about, hasNumber, isRaw }: Sample,
  { data, most }: Sampling,
): Promise<readonly FoundSample[]> {
  if (most === 0) return [];
  const key = keyOf(data);
  const shown = [...key, ...about.filter((name) => !key.includes(name))];
  const number = hasNumber ? data.numbered : undefined;
  const columns = shown.map((name) => {
    const raw = isRaw && data.columns.find(({ field }) => field.name === name)?.raw;
    const value = raw || data.dialect.identifier(name);
    return code`cast(${value} as ${typeName({ kind: "string" }, data.dialect.castTypes)})`;
  });
  const selected = join(
    [...columns, ...(number === undefined ? [] : [number.row, number.file, ...(data.whole ? [data.whole] : [])])],
    ", ",
  );
  const order = number !== undefined ? Code.trusted("") : code` order by ${join(columns, ", ")}`;
  const query = code`select ${selected}\n${rows}${order}\nlimit ${Code.trusted(String(most))}`;
  const answer = await engine.query(query.text);
  if (isFailure(answer)) return [];
  return answer.rows.map((cells) => {
    const value = (name: string): Shown => {
      const cell = cells[shown.indexOf(name)] ?? null;
      return cell !== null && isHidden(name, data) ? MASK : shortened(cell);
    };
    const row = cells[shown.length] ?? null;
    const file = cells[shown.length + 1] ?? null;
    const sample = {
      key: Object.fromEntries(key.map((name) => [name, value(name)])),
      values: Object.fromEntries(about.filter((name) => !key.includes(name)).map((name) => [name, value(name)])),
    };
    return number === undefined || row === null ? { sample } : { sample, at: { row: Number(row), file: Number(file) } };
  });
}

function shortened(cell: Shown): Shown {
  return typeof cell === "string" && cell.length > LONGEST ? `${cell.slice(0, LONGEST)}…` : cell;
}

/** The columns that identify a row: the columns of the key that the data has. */
function keyOf({ contract, columns }: PreparedDataset): readonly string[] {
  return rowKey(contract).filter((name) => columns.some(({ field, isMissing }) => field.name === name && !isMissing));
}

function isHidden(name: string, { contract }: PreparedDataset): boolean {
  return contract.dataset.fields.some((field) => field.name === name && isPrivate(field.privacy));
}
