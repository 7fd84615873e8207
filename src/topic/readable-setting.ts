import { Code } from "../text/quote/code.ts";

const DURATIONS = [
  ["day", 86_400_000n],
  ["hour", 3_600_000n],
  ["minute", 60_000n],
  ["second", 1_000n],
] as const;

const SIZES = [
  ["GiB", 1n << 30n],
  ["MiB", 1n << 20n],
  ["KiB", 1n << 10n],
] as const;

/** A number of milliseconds or bytes in the largest unit that divides it: `7 days`, `1 MiB`. Undefined for other settings and values. */
export function readableSetting(name: string, value: string): Code | undefined {
  if (!/^[1-9][0-9]*$/.test(value)) return undefined;
  const number = BigInt(value);
  if (name.endsWith(".ms")) {
    const [unit, size] = DURATIONS.find(([, each]) => number % each === 0n) ?? [];
    if (unit === undefined || size === undefined) return undefined;
    return Code.trusted(`${number / size} ${unit}${number === size ? "" : "s"}`);
  }
  if (!name.endsWith(".bytes")) return undefined;
  const [unit, size] = SIZES.find(([, each]) => number % each === 0n) ?? [];
  return unit === undefined || size === undefined ? undefined : Code.trusted(`${number / size} ${unit}`);
}
