import { type Code, code, join } from "../text/quote/code.ts";

/** `mod(x, 0.1)`. */
export function mod(of: Code, divisor: Code): Code {
  return code`mod(${of}, ${divisor})`;
}

interface DecimalForms {
  /** A float as its shortest decimal spelling. */
  readonly text: Code;
  /** The type of a float of 64 bits. */
  readonly float: Code;
  /** A decimal from the text, or NULL or another number where the text does not fit. */
  readonly decimal: (text: Code, scale: Code) => Code;
  /** How many digits after the point to try; by default what suits decimals of 38 digits. */
  readonly scales?: readonly Code[];
}

const SCALES = [code`18`, code`10`];

/**
 * The remainder of a float where decimals have a fixed size. The first decimal that equals the number, and is not rounded to fit, is divided. The
 * remainder becomes a float, which is zero only where the remainder is: a decimal that fits both branches might have too few digits.
 */
export function decimalRemainder(divisor: Code, { text, float, decimal, scales = SCALES }: DecimalForms): Code {
  const branches = scales.map((scale) => {
    const exact = decimal(text, scale);
    return code`    when cast(${exact} as ${float}) = cast(${text} as ${float})
        then cast(mod(${exact}, ${divisor}) as ${float})`;
  });
  return code`case\n${join(branches, "\n")}\n    else ${divisor}\nend`;
}
