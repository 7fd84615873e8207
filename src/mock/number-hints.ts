import type { TypeKind } from "../ir/field.ts";

/** The usual numbers of a column, as decimal text. */
interface Usual {
  readonly low: string;
  readonly high: string;
}

const usual = (low: string, high: string): Usual => ({ low, high });

/** Usual numbers by the words in the name of a column. The first that matches is taken. */
const BY_NAME: readonly (readonly [RegExp, Usual])[] = [
  [/latitude|(^|_)lat$/, usual("-60", "70")],
  [/longitude|(^|_)(lon|lng)$/, usual("-120", "140")],
  [/percent|pct/, usual("0", "100")],
  [/ratio|rate$|share|probability|score$|confidence/, usual("0", "1")],
  [/rating|stars/, usual("1", "5")],
  [/(^|_)age$/, usual("18", "90")],
  [/(^|_)year$/, usual("2000", "2026")],
  [/(^|_)month$/, usual("1", "12")],
  [/(^|_)(day|weekday)$/, usual("1", "28")],
  [/(^|_)hour$/, usual("0", "23")],
  [/line_?(no|number)|position|rank|sequence/, usual("1", "9")],
  [/quantity|qty|pieces|units|items/, usual("1", "12")],
  [/discount|fee|shipping|tax/, usual("0", "20")],
  [/price|amount|total|cost|revenue|balance|salary|value/, usual("5", "500")],
  [/count|points|views|clicks/, usual("0", "500")],
  [/temperature/, usual("-10", "35")],
  [/weight|height|width|length|size/, usual("1", "200")],
  [/(ms|millis|milliseconds|latency)$/, usual("5", "2000")],
  [/seconds|minutes|duration/, usual("1", "600")],
  [/(^|_)id$|number$/, usual("1", "1000")],
];

/** The usual numbers of a column, by its name. */
export function usualNumbers(name: string, kind: TypeKind): Usual {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const found = BY_NAME.find(([pattern]) => pattern.test(words))?.[1];
  return found ?? (kind === "int" ? usual("1", "1000") : usual("0", "100"));
}
