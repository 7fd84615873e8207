import { createRequire } from "node:module";

type Croner = typeof import("croner");

const PRESETS = ["@once", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly"];
const WORDS = "jan feb mar apr may jun jul aug sep oct nov dec sun mon tue wed thu fri sat".split(" ");

const LONGEST = 500;

/** Croner's names of fields, and ours. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ["dayOfWeek", "weekday"],
  ["day", "day of the month"],
]);

/** The problem with a cron schedule (five fields as in crontab(5), or a preset of Airflow), or undefined. */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith("@")) return PRESETS.includes(schedule) ? undefined : `${schedule} is not a preset`;
  if (schedule.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== 5) return `it has ${fields.length} ${fields.length === 1 ? "field" : "fields"} instead of 5`;
  return foreignPart(fields) ?? cronProblem(fields.join(" "));
}

/** A part that croner accepts but crontab(5) does not have, such as `L`, `W`, `#` and `?`. */
function foreignPart(fields: readonly string[]): string | undefined {
  const text = fields.join(" ");
  const character = /[^\dA-Za-z*,/ -]/.exec(text)?.[0];
  if (character !== undefined) return `cron has no "${character}"`;
  const word = (text.match(/[A-Za-z]+/g) ?? []).find((one) => !WORDS.includes(one.toLowerCase()));
  return word === undefined ? undefined : `"${word}" is not a month (jan to dec) or a weekday (sun to sat)`;
}

let croner: Croner | undefined;

function cronProblem(schedule: string): string | undefined {
  croner ??= createRequire(import.meta.url)("croner") as Croner;
  try {
    const cron = new croner.Cron(schedule, { mode: "5-part", paused: true, sloppyRanges: true, timezone: "UTC" });
    return cron.nextRun(new Date("2000-01-01T00:00:00Z")) === null ? "no such day ever comes" : undefined;
  } catch (error) {
    // Croner throws TypeError and RangeError for invalid patterns. Any other error is a bug.
    if (error instanceof TypeError || error instanceof RangeError) return inOurWords(error.message);
    throw error;
  }
}

function inOurWords(message: string): string {
  const [, field, value] = /Invalid value for (\w+): (\S+)/.exec(message) ?? [];
  if (field !== undefined && value !== undefined) {
    const name = FIELDS.get(field) ?? field;
    // Croner counts days and months from 0.
    const shown = field === "day" || field === "month" ? Number(value) + 1 : value;
    return `the ${name} cannot be ${shown}`;
  }
  if (/ is empty/.test(message)) return "a value before or after a comma is missing";
  const reason = message.replace(/^CronPattern: (?:Syntax error, )?/, "");
  return reason.charAt(0).toLowerCase() + reason.slice(1).replace(/\.$/, "");
}
