import { dialects, type SqlDialect } from "../dialect/registry.ts";
import type { SqlSpan } from "./problem.ts";
import type { QueryToken } from "./query-token.ts";
import { type Tokens, tokenizeQuery } from "./query-tokens.ts";

/** A part of a query that takes the date or the time of day of an instant in the time zone of the session. */
export interface SessionDate extends SqlSpan {
  /** The column with the instants, as the query names it. */
  readonly column: string;
}

/** The types without a time zone that an instant is cast to. In some engines a timestamp is an instant. */
const ZONELESS = new Set(["date", "time", "timestamp_ntz", "datetime"]);

/** Functions that read the calendar or the clock, with the number of their arguments without a time zone. */
const CALENDAR: Readonly<Record<string, number>> = {
  date: 1,
  to_date: 2,
  last_day: 2,
  date_trunc: 2,
  timestamp_trunc: 2,
  trunc: 2,
  extract: 1,
  date_part: 2,
  datepart: 2,
  year: 1,
  quarter: 1,
  month: 1,
  week: 1,
  weekofyear: 1,
  day: 1,
  dayofmonth: 1,
  dayofweek: 1,
  dayofyear: 1,
  weekday: 1,
  dayname: 1,
  monthname: 1,
  hour: 1,
  to_char: 2,
  strftime: 2,
  date_format: 2,
  format_timestamp: 2,
  format_date: 2,
};

/** Parts of a time that are the same in every time zone. */
const ZONE_FREE = new Set(
  "epoch second seconds minute minutes millisecond milliseconds microsecond microseconds".split(" "),
);
/** Functions whose result is one of their arguments. */
const CHOOSING = new Set(
  "coalesce ifnull nvl nullif min max least greatest any_value first_value last_value lag lead if iff".split(" "),
);
/** Words of functions and clauses that name a time zone. */
const ZONED = new Set("zone timezone convert_timezone convert_tz from_utc_timestamp to_utc_timestamp".split(" "));
const CASTS = new Set(["cast", "try_cast", "safe_cast"]);
const MAYBE = /date|time|trunc|part|extract|year|month|week|day|quarter|hour|to_char|format/i;

/** Finds the parts of a query that take the date of an instant without naming a time zone. `isInstant` gets column names in lower case. */
export function sessionDates(
  sql: string,
  dialect: SqlDialect,
  isInstant: (column: string) => boolean,
): readonly SessionDate[] {
  if (!MAYBE.test(sql)) return [];
  const tokens = tokenizeQuery(sql, dialects[dialect].lexis);
  const renamed = instantAliases(tokens.list, isInstant);
  const reader: Reader = {
    ...tokens,
    opening: new Map([...tokens.closing].map(([open, close]) => [close, open])),
    isZoneless: (word) =>
      ZONELESS.has(word) || (word === "timestamp" && dialects[dialect].stored["timestamp"] === "local"),
    isInstant: (column) => isInstant(column) || renamed.has(column),
  };
  return tokens.list.flatMap((_, index) => dateAt(index, reader) ?? []);
}

interface Reader extends Tokens {
  /** The index of the opening parenthesis for each closing one. */
  readonly opening: ReadonlyMap<number, number>;
  readonly isZoneless: (type: string) => boolean;
  readonly isInstant: (column: string) => boolean;
}

/** The names that a query gives to columns of instants: `updated_at as changed_at`. */
function instantAliases(list: readonly QueryToken[], isInstant: (column: string) => boolean): ReadonlySet<string> {
  const names = list.flatMap(({ lower }, index) => {
    const [word, alias] = [list[index + 1], list[index + 2]];
    return isInstant(lower) && word?.lower === "as" && alias !== undefined ? [alias.lower] : [];
  });
  return new Set(names);
}

function dateAt(index: number, reader: Reader): SessionDate | undefined {
  const { list, closing } = reader;
  const token = list[index];
  if (token === undefined) return undefined;
  if (token.text === "::") return doubleColon(index, reader);
  const close = closing.get(index + 1);
  if (token.kind !== "word" || close === undefined) return undefined;
  if (CASTS.has(token.lower)) return castTo(index, close, reader);
  const most = CALENDAR[token.lower];
  if (most === undefined || argumentsIn(index + 1, close, reader) > most) return undefined;
  const inside = list.slice(index + 2, close);
  if (inside.some(({ kind, lower }) => kind !== "symbol" && ZONE_FREE.has(lower))) return undefined;
  return spanWith(list.slice(index, close + 1), inside, reader);
}

function castTo(index: number, close: number, reader: Reader): SessionDate | undefined {
  const { list } = reader;
  const as = list.findLastIndex((token, at) => at > index && at < close && token.lower === "as");
  const type = list[as + 1];
  if (as < 0 || type === undefined || !reader.isZoneless(type.lower)) return undefined;
  if (list.slice(as, close).some(({ lower }) => lower === "zone") && list[as + 2]?.lower === "with") return undefined;
  return spanWith(list.slice(index, close + 1), list.slice(index + 2, as), reader);
}

function doubleColon(index: number, reader: Reader): SessionDate | undefined {
  const { list, opening } = reader;
  const type = list[index + 1];
  if (type === undefined || !reader.isZoneless(type.lower)) return undefined;
  if (list[index + 2]?.lower === "with" && list[index + 3]?.lower === "time") return undefined;
  const open = opening.get(index - 1);
  let start = open ?? index - 1;
  // The name of the function, or the qualifier of the column.
  if (open !== undefined && list[open - 1]?.kind === "word" && list[open - 1]?.end === list[open]?.start)
    start = open - 1;
  while (open === undefined && list[start - 1]?.text === ".") start -= 2;
  return spanWith(list.slice(start, index + 2), list.slice(start, index), reader);
}

/** The number of arguments between two parentheses. */
function argumentsIn(open: number, close: number, { list, closing }: Reader): number {
  let count = 1;
  for (let index = open + 1; index < close; index++) {
    index = closing.get(index) ?? index;
    if (list[index]?.text === "," && index < close) count++;
  }
  return count;
}

/** The span of an expression, if its operand is an instant: a column of instants, or a choice of some, and no other call. */
function spanWith(
  whole: readonly QueryToken[],
  operand: readonly QueryToken[],
  reader: Reader,
): SessionDate | undefined {
  const [first, last] = [whole[0], whole.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (operand.some(({ kind, lower }) => kind === "word" && ZONED.has(lower))) return undefined;
  const calls = operand.filter(
    ({ kind, end }, index) => kind === "word" && operand[index + 1]?.text === "(" && operand[index + 1]?.start === end,
  );
  if (calls.some(({ lower }) => !CHOOSING.has(lower))) return undefined;
  const at = operand.findIndex(
    ({ kind, lower }, index) =>
      (kind === "word" || kind === "name") &&
      operand[index + 1]?.text !== "." &&
      operand[index + 1]?.text !== "(" &&
      reader.isInstant(lower),
  );
  const column = operand[at];
  if (column === undefined) return undefined;
  const qualifier = operand[at - 1]?.text === "." ? `${operand[at - 2]?.text ?? ""}.` : "";
  return { start: first.start, end: last.end, column: `${qualifier}${column.text}` };
}
