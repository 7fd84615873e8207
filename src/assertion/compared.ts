import type { Code } from "../text/quote/code.ts";
import type { ColumnValue } from "./define.ts";

/** A column for comparisons with numbers of a contract: a 32-bit float is compared by its shortest decimal spelling. */
export function comparedValue({ column, type, dialect }: ColumnValue): Code {
  return type?.kind === "float" && type.bits === 32 ? dialect.spelled(column) : column;
}
