import { withoutEnd } from "../text/trim.ts";

/*
 * Dates and times as whole numbers. A moment without an offset is UTC, and a date is its first moment, as in SQL sessions in UTC.
 * The calendar is computed here, because the Date of JavaScript has other limits and reads more spellings.
 */

/** Nanoseconds in a second. */
export const SECOND = 1_000_000_000n;
/** Nanoseconds in a day. */
export const DAY = 86_400n * SECOND;

/** The number of days from 1970-01-01 to a day of the Gregorian calendar. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The day of the calendar as text: `2026-01-31`. */
export function dayText(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const year = years + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?)?$/;

/** A date or timestamp as nanoseconds since 1970. */
export function nanosOf(text: string): bigint {
  const match = MOMENT.exec(text);
  if (match === null) return 0n;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = ""] = match;
  const [sign, hours = 0, minutes = 0] = match.slice(9);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === "-" ? -1 : 1);
  const seconds =
    dayNumber(Number(year), Number(month), Number(day)) * 86_400 +
    Number(hour) * 3600 +
    Number(minute) * 60 +
    Number(second) -
    offset;
  return BigInt(seconds) * SECOND + BigInt(fraction.padEnd(9, "0"));
}

/** A time of day as nanoseconds since midnight. */
export function clockOf(text: string): bigint {
  return nanosOf(`1970-01-01T${text}`);
}

/** Nanoseconds since 1970 as `2026-01-31T12:00:00.5`, without an offset. */
export function momentText(nanos: bigint): string {
  const days = floorDivide(nanos, DAY);
  return `${dayText(Number(days))}T${clockText(nanos - days * DAY)}`;
}

/** Nanoseconds since midnight as `12:00:00.5`. */
export function clockText(nanos: bigint): string {
  const seconds = Number(nanos / SECOND);
  const fraction = withoutEnd((nanos % SECOND).toString().padStart(9, "0"), /0/);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part, 2));
  return `${clock.join(":")}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The quotient, rounded down. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
