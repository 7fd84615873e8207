import { withoutEnd } from "../text/trim.ts";

const DECIMAL = /^([+-]?)(0|[1-9][0-9]*)?(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * Parses a number. Returns undefined when a JavaScript number would not be exact (lost digits, an integer beyond 2^53),
 * or when YAML readers disagree on the notation (leading zeros, `0x`, `0o`, `.inf`).
 */
export function exactNumber(source: string): number | undefined {
  const written = canonical(source);
  if (written === undefined) return undefined;
  const value = Number(source);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return undefined;
  // Adding zero turns -0 into 0, as a round trip through JSON does.
  return canonical(String(value)) === written ? value + 0 : undefined;
}

/** The canonical form of a decimal: `1.50`, `+1.5` and `15e-1` all become `15e-1`. */
function canonical(source: string): string | undefined {
  const match = DECIMAL.exec(source);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = withoutEnd(digits, /0/);
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${power}`;
}

/** The reason why dex rejects a number that YAML accepts, as the end of a sentence. */
export function numberProblem(source: string): string {
  if (/^0[ox]/.test(source)) return "is not decimal";
  if (/^[-+]?\.?(?:inf|nan)$/i.test(source)) return "is not finite";
  if (/^[-+]?0[0-9]/.test(source)) return "begins with a zero, which some YAML readers take as octal";
  return "is too large or too precise to be exact";
}
