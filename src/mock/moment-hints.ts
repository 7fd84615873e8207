import type { Type } from "../ir/field.ts";
import { DAY, SECOND } from "../judge/moment.ts";
import { type BoundedLine, nearestStep } from "./line.ts";
import type { Random } from "./random.ts";
import type { RowPlace } from "./source.ts";

/** True for dates and timestamps. */
export function isMomentType({ kind }: Type): boolean {
  return kind === "date" || kind === "timestamp";
}

const HOUR = 3600n * SECOND;

/** When something is, relative to the row's event and to now. */
type When = (random: Random, place: RowPlace) => bigint;

const atEvent: When = (_random, { at }) => at;

const afterEvent: When = (random, { at, now }) => {
  const later = at + random.between(0n, 72n) * HOUR;
  return later > now ? now : later;
};

/** Usual moments by the words in the name of a column. The first that matches is taken. */
const BY_NAME: readonly (readonly [RegExp, When])[] = [
  [/birth|(^|_)dob$/, (random, { now }) => now - random.between(18n * 365n, 80n * 365n) * DAY],
  [/expir|(valid|effective)_(to|until)|due|until|renewal/, (random, { at }) => at + random.between(14n, 365n) * DAY],
  [/launch|joined|registered|sign_?up|hired|founded/, (random, { at }) => at - random.between(1n, 900n) * DAY],
  [
    /updat|modif|chang|ship|deliver|paid|finish|complet|clos|captur|(^|_)(end|ended)|stop|resolv|cancel|refund|return|load|ingest/,
    afterEvent,
  ],
];

interface MomentColumn {
  readonly name: string;
  readonly type: Type;
  readonly line: BoundedLine;
}

/** A position for a moment of a row: what the name of the column suggests, inside the bounds. */
export function usualMoment({ name, type, line }: MomentColumn, random: Random, place: RowPlace): bigint | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const when = BY_NAME.find(([pattern]) => pattern.test(words))?.[1] ?? atEvent;
  const found = line.find(when(random, place));
  if (found === undefined || line.high < line.low) return undefined;
  const { position } = found;
  if (position >= line.low && position <= line.high) {
    const rounded = position - (position % line.grain);
    return nearestStep(line, type.kind === "timestamp" && rounded >= line.low ? rounded : position);
  }
  // A year beside the bound, if the events of the rows are outside.
  const year = line.find(365n * DAY)?.position ?? 1n;
  if (position > line.high) {
    const low = line.high - year < line.low ? line.low : line.high - year;
    return random.between(low, line.high);
  }
  const high = line.low + year > line.high ? line.high : line.low + year;
  return random.between(line.low, high);
}
