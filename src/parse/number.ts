const DECIMAL = /^([+-]?)(0|[1-9][0-9]*)?(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * The number that a text says, or undefined when a JavaScript number cannot hold just that: digits would be lost, it is an integer beyond 2^53,
 * or it is written in a way that readers disagree on (leading zeros, `0x`, `0o`, `.inf`).
 */
export function exactNumber(source: string): number | undefined {
  const written = canonical(source);
  if (written === undefined) return undefined;
  const value = Number(source);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return undefined;
  // Adding zero turns -0 into 0, which is what JSON would give back for it.
  return canonical(String(value)) === written ? value + 0 : undefined;
}

/** Two texts of the same decimal have the same canonical form: `1.50`, `+1.5` and `15e-1` are all `15e-1`. */
function canonical(source: string): string | undefined {
  const match = DECIMAL.exec(source);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${power}`;
}

/** Why a text that YAML takes for a number is none that can be trusted, as the end of a sentence. */
export function numberProblem(source: string): string {
  if (/^0[ox]/.test(source)) return "is not written in decimal digits";
  if (/^[-+]?\.?(?:inf|nan)$/i.test(source)) return "is not finite";
  if (/^[-+]?0[0-9]/.test(source)) return "begins with a zero, which some readers take for an octal number";
  return "is larger or more precise than a number can be here";
}
