import { uuidSpelling } from "../dialect/uuid.ts";
import { isUuid } from "../ir/uuid.ts";
import { type Code, code } from "../text/quote/code.ts";
import type { ColumnValue } from "./define.ts";

/** A column for comparisons with numbers of a contract: a 32-bit float is compared by its shortest decimal spelling. */
export function comparedValue({ column, type, dialect }: ColumnValue): Code {
  return type?.kind === "float" && type.bits === 32 ? dialect.spelled(column) : column;
}

/** A column as a part of a key. All spellings of a UUID are one value. 0 and -0 are one value, although some engines group them separately. */
export function keyValue({ column, type, dialect }: ColumnValue): Code {
  if (isUuid(type)) return uuidSpelling(column, dialect);
  return type?.kind === "float" ? withoutNegativeZero(column) : column;
}

/** A float without the sign of zero. */
function withoutNegativeZero(column: Code): Code {
  return code`case when ${column} = 0 then abs(${column}) else ${column} end`;
}
