import type { Report } from "../../diagnostics/diagnostic.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Adapter } from "./options.ts";

/** Reports decimals with more digits than a warehouse supports. It would reject their tables. */
export function checkDecimals(ir: Ir, adapters: readonly Adapter[]): readonly Report[] {
  return ir.contracts
    .filter(({ dataset }) => dataset.physical !== "topic")
    .flatMap(({ dataset }) =>
      dataset.fields.flatMap((field) => adapters.flatMap((adapter) => reportsOf(field, adapter))),
    );
}

function reportsOf({ name, type, origin }: Field, adapter: Adapter): readonly Report[] {
  const { decimalPrecision, decimalScale } = dialects[adapter].limits;
  return decimalsIn(type)
    .filter(({ precision, scale }) => precision > decimalPrecision || scale > decimalScale)
    .map(({ precision, scale }) => {
      const fitting = { precision: Math.min(precision, decimalPrecision), scale: Math.min(scale, decimalScale) };
      return diagnostics.report("decimal-too-long", origin, { column: name, precision, scale, adapter, fitting });
    });
}

function decimalsIn(type: Type): readonly Extract<Type, { kind: "decimal" }>[] {
  switch (type.kind) {
    case "decimal":
      return [type];
    case "array":
      return decimalsIn(type.items);
    case "map":
      return decimalsIn(type.values);
    case "struct":
      return type.fields.flatMap((member) => decimalsIn(member.type));
    default:
      return [];
  }
}
