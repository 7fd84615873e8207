import type { TypeLimits } from "../ir/type-limit.ts";
import type { Dialect } from "./dialect.ts";

/** The types that an engine cannot store, from its limits. */
export function typeLimits({ limits }: Pick<Dialect, "limits">): TypeLimits {
  const { decimalPrecision, decimalScale, stringBytes, vectorDimensions } = limits;
  return {
    decimal: ({ precision, scale }) =>
      precision <= decimalPrecision && scale <= decimalScale
        ? undefined
        : {
            why: "has too many digits for",
            instead: `precision: ${Math.min(precision, decimalPrecision)}, scale: ${Math.min(scale, decimalScale)}`,
          },
    // A character has at least one byte.
    string: ({ maxLength = 0 }) =>
      stringBytes === undefined || maxLength <= stringBytes
        ? undefined
        : { why: "has longer values than", instead: `max_length: ${stringBytes}`, partly: true },
    vector: ({ dimensions }) =>
      vectorDimensions === undefined || dimensions <= vectorDimensions
        ? undefined
        : { why: "has too many dimensions for", instead: `dimensions: ${vectorDimensions}` },
  };
}
