import type { Code } from "../text/quote/code.ts";
import type { ColumnValue } from "./define.ts";

/** A column as it compares with the numbers of a contract: a float of 32 bits by its decimal spelling. */
export function comparedValue({ column, type, dialect }: ColumnValue): Code {
  return type?.kind === "float" && type.bits === 32 ? dialect.spelled(column) : column;
}
