import { Code, code, join } from "../text/quote/code.ts";
import { piecesAround, withoutNul } from "./controls.ts";
import type { ExactType } from "./dialect.ts";
import { ANSI_LEXIS } from "./lexis.ts";
import { isoTimestampText } from "./literals.ts";
import { doubled, type Naming, naming } from "./naming.ts";
import { DIGITS } from "./number-types.ts";
import { STORED } from "./stored.ts";

/** Names in double quotes. */
export function ansiNaming(reserved: string, fold?: (name: string) => string): Naming {
  return naming({ reserved, quote: (name) => doubled(name, '"'), ...(fold && { fold }) });
}

/** A string literal with doubled quotes. Control characters become `chr()`. */
export function ansiString(text: string, escaped: (text: string) => string = (piece) => piece): Code {
  const pieces = piecesAround(withoutNul(text), {
    control: (code) => `chr(${code})`,
    literal: (piece) => `'${escaped(piece).replaceAll("'", "''")}'`,
  });
  return Code.trusted(pieces.length === 1 ? (pieces[0] ?? "''") : `(${pieces.join(" || ")})`);
}

/** The value itself, for an engine without a special form. */
function unchanged(of: Code): Code {
  return of;
}

/** Casts a number to a decimal with a precision and a scale. */
export function castToDecimal(of: Code, precision: number, scale: number): Code {
  return code`cast(${of} as decimal(${Code.trusted(`${precision}, ${scale}`)}))`;
}

/** The members that engines close to standard SQL share. */
export const ANSI = {
  trimmed: (of: Code) => code`trim(${of})`,
  string: (text: string) => ansiString(text),
  exact: unchanged,
  stored: STORED,
  timestampText: isoTimestampText,
  patternSyntax: "portable",
  spelled: unchanged,
  withoutNan: (of: Code) => code`nullif(${of}, cast('NaN' as double))`,
  roundFloat: (of: Code, places: readonly Code[]) => code`round(${join([of, ...places], ", ")})`,
  // The results of arithmetic on decimals have more digits than the operands.
  widened: (of: Code, type: ExactType) => (type.kind === "int" ? castToDecimal(of, DIGITS[type.bits], 0) : of),
  concatenation: "operator",
  likeEscapes: false,
  lexis: ANSI_LEXIS,
} as const;
