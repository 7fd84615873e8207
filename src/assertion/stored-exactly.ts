import { printComparable } from "../dialect/literals.ts";
import type { Type, TypeKind } from "../ir/field.ts";
import { Code, code } from "../text/quote/code.ts";
import type { Fit } from "./document-fit.ts";

/** A column whose stored type is the declared one: the condition for that, and the values that do not fit even so. */
interface StoredExactly {
  readonly stored: Code;
  readonly misfit: Code;
}

/** The first and the last time of day. */
const TIMES = {
  instant: ["T00:00:00Z", "T23:59:59.999999Z"],
  local: ["T00:00:00", "T23:59:59.999999"],
} as const;

const NEVER = Code.trusted("false");

/** The types with no value that does not fit. The others have dates before year 1 and after year 9999. */
const ALWAYS_FIT: readonly TypeKind[] = ["int", "float", "decimal", "bool", "time", "uuid"];

/**
 * How to decide by the type of the column, without reading each value as text, which takes a hundred times as long. The engine decides the type once per
 * query. Undefined if it has no function for the type of a column.
 */
export function storedExactly(type: Type, { column, dialect }: Fit): StoredExactly | undefined {
  const stored = dialect.hasType?.(column, type);
  if (stored === undefined) return undefined;
  if (ALWAYS_FIT.includes(type.kind)) return { stored, misfit: NEVER };
  if (type.kind !== "date" && type.kind !== "timestamp") return undefined;
  // The engine must accept the comparison for a column of any type.
  const moment = dialect.tryCast?.(column, type);
  if (moment === undefined) return undefined;
  const [first, last] = type.kind === "date" ? ["", ""] : TIMES[type.zone];
  const bound = (end: string) => printComparable(end, type, dialect);
  const misfit = code`(${moment} < ${bound(`0001-01-01${first}`)} or ${moment} > ${bound(`9999-12-31${last}`)})`;
  return { stored, misfit };
}
