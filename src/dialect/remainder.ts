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
  /** The digits before the exponent of the text, without the point, as a whole number. NULL for NaN and infinity. */
  readonly digits: (text: Code) => Code;
}

const SCALES = [code`18`, code`10`];
/** The largest number that a decimal with one of these scales always stores. */
const LARGE = code`1e27`;

/**
 * The remainder of a float in an engine whose decimals have a fixed size. It divides the first decimal that equals the number without rounding. If the
 * number is too large for all of them, it ends in more zeros than the divisor has factors 2 and 5, so only its other digits are divided.
 * The result is a float, because a decimal type that fits all branches may have too few digits. The float is zero only if the remainder is zero.
 */
export function decimalRemainder(
  { divisor, odd }: { readonly divisor: Code; readonly odd: Code },
  { text, float, decimal, digits, scales = SCALES }: DecimalForms,
): Code {
  const branches = scales.map((scale) => {
    const exact = decimal(text, scale);
    return code`    when cast(${exact} as ${float}) = cast(${text} as ${float})
        then cast(mod(${exact}, ${divisor}) as ${float})`;
  });
  const large = code`    when abs(cast(${text} as ${float})) > ${LARGE} and ${digits(text)} is not null
        then cast(mod(${digits(text)}, ${odd}) as ${float})`;
  return code`case\n${join([...branches, large], "\n")}\n    else ${divisor}\nend`;
}
