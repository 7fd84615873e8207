import type { Type } from "../../ir/field.ts";
import { fitsType } from "../../judge/fit.ts";
import type { Value } from "../../judge/value.ts";
import type { RowForm } from "../request.ts";
import type { TableMaker } from "../table-maker.ts";
import type { Fault } from "./row-fault.ts";

/** A row with a value that does not fit the type of its column, or the reason why no value violates the types. */
export function misfitRow(maker: TableMaker, form: RowForm): Fault | { readonly reason: string } {
  if (form === "typed") return { reason: "a column of this format accepts only values of its type" };
  const before = maker.draft({});
  if (before === undefined) return { reason: "dex found no row that satisfies the other assertions" };
  for (const { index, field } of maker.columns) {
    const value = misfitsOf(field.type, form).find((candidate) => !fitsType(candidate, field.type));
    if (value !== undefined) return { row: before.with(index, value), before };
  }
  return { reason: "every value fits the types of its columns" };
}

/** Values that almost fit a type. In text, any value fits a string. */
function misfitsOf(type: Type, form: RowForm): readonly Value[] {
  switch (type.kind) {
    case "int":
      return [2.5];
    case "decimal":
      return [`0.${"0".repeat(type.scale)}1`];
    case "float":
      return ["1,5"];
    case "bool":
      return ["yes"];
    case "date":
      return ["2026-02-30"];
    case "time":
      return ["24:00:00"];
    case "timestamp":
      return ["2026-02-30T00:00:00Z"];
    case "duration":
      return ["P"];
    case "uuid":
      return ["00000000-0000-4000-8000-00000000000g"];
    case "string":
    case "enum":
      return form === "json" ? [1n] : [];
    default:
      return form === "json" && type.kind !== "json" && type.kind !== "bytes" ? ["x"] : [];
  }
}
