import { fromUnscaled } from "../../text/decimal.ts";
import type { FieldDocument } from "./field.ts";

/** The smallest and the largest value of an exact type, and the number of its digits after the point. */
export interface TypeRange {
  readonly least: string;
  readonly most: string;
  readonly scale: number;
}

/** The values of a field's type. Undefined if the type is not an exact number. */
export function typeRange({ type, bits, precision, scale }: FieldDocument): TypeRange | undefined {
  switch (type.value) {
    case "smallint":
      return integers(16);
    case "integer":
    case "bigint":
      return integers(bits ?? 64);
    case "decimal": {
      const after = scale?.value ?? (precision === undefined ? 9 : 0);
      const most = fromUnscaled(10n ** BigInt(precision?.value ?? 38) - 1n, after);
      return { least: `-${most}`, most, scale: after };
    }
    default:
      return undefined;
  }
}

function integers(bits: number): TypeRange {
  const above = 1n << BigInt(bits - 1);
  return { least: String(-above), most: String(above - 1n), scale: 0 };
}
