interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day of the month", low: 1, high: 31 },
  {
    name: "month",
    low: 1,
    high: 12,
    words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "weekday", low: 0, high: 7, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

const PRESETS = ["@once", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly"];

/** What is wrong with a cron schedule (five fields as crontab(5) has them, or a preset of Airflow); undefined when nothing is. */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith("@")) return PRESETS.includes(schedule) ? undefined : `there is no ${schedule}`;
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `it has ${parts.length} ${parts.length === 1 ? "field" : "fields"} instead of 5`;
  for (const [index, field] of FIELDS.entries()) {
    const problem = (parts[index] ?? "")
      .split(",")
      .map((part) => partProblem(part, field))
      .find((found) => found !== undefined);
    if (problem !== undefined) return problem;
  }
  return neverComes(parts);
}

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day that none of the months has: 30 February. With a weekday, cron runs on either. */
function neverComes([, , day = "*", month = "*", weekday = "*"]: readonly string[]): string | undefined {
  const [days, months] = [day, month].map((text, index) => numbers(text, FIELDS[index + 2]));
  if (days === undefined || months === undefined || weekday !== "*") return undefined;
  const comes = months.some((one) => days.some((each) => each <= (LONGEST_MONTHS[one - 1] ?? 0)));
  return comes ? undefined : `no month in "${month}" has a day in "${day}", so it never comes`;
}

/** The first number of each item, where a field lists numbers; the lowest day of an item decides whether it ever comes. */
function numbers(text: string, field: CronField | undefined): readonly number[] | undefined {
  if (field === undefined) return undefined;
  if (text.startsWith("*")) return field.name === "month" ? LONGEST_MONTHS.map((_, index) => index + 1) : undefined;
  const found = text.split(",").map((part) => part.split("/")[0]?.split("-") ?? []);
  const ranges = found.map(([low = "", high = low]) => [numberOf(low, field), numberOf(high, field)] as const);
  return ranges.flatMap(([low, high]) => {
    if (low === undefined || high === undefined) return [];
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  });
}

/** One item of a field: `*`, `5`, `1-5`, each with an optional step. */
function partProblem(part: string, field: CronField): string | undefined {
  const match = /^(\*|[A-Za-z]{3}|\d{1,2})(?:-([A-Za-z]{3}|\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(part);
  if (match === null) return `"${part}" is no ${field.name}`;
  const [, first = "", last, step] = match;
  if (step !== undefined && Number(step) === 0) return `a step of 0 never ends`;
  if (first === "*") return last === undefined ? undefined : `"${part}" is no ${field.name}`;
  const [low, high] = [numberOf(first, field), last === undefined ? undefined : numberOf(last, field)];
  for (const [text, number] of [
    [first, low],
    [last, high],
  ] as const) {
    if (text !== undefined && (number === undefined || number < field.low || number > field.high))
      return `the ${field.name} is ${field.low} to ${field.high}, not ${text}`;
  }
  return low !== undefined && high !== undefined && low > high ? `the ${field.name} ${part} runs backwards` : undefined;
}

function numberOf(text: string, { words, low }: CronField): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = words?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? undefined : index + low;
}
