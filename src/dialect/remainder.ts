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
  /** A decimal from the text. If the text does not fit, it is NULL or another number. */
  readonly decimal: (text: Code, scale: Code) => Code;
  /** The numbers of digits after the point to try. The default is for decimals of 38 digits. */
  readonly scales?: readonly Code[];
}

const SCALES = [code`18`, code`10`];

/**
 * The remainder of a float in an engine whose decimals have a fixed size. It divides the first decimal that equals the number without rounding.
 * The result is a float, because a decimal type that fits all branches may have too few digits; the float is zero only if the remainder is zero.
 */
export function decimalRemainder(divisor: Code, { text, float, decimal, scales = SCALES }: DecimalForms): Code {
  const branches = scales.map((scale) => {
    const exact = decimal(text, scale);
    return code`    when cast(${exact} as ${float}) = cast(${text} as ${float})
        then cast(mod(${exact}, ${divisor}) as ${float})`;
  });
  return code`case\n${join(branches, "\n")}\n    else ${divisor}\nend`;
}
