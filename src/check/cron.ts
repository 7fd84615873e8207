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
  if (parts.length !== FIELDS.length) return `it has ${parts.length} fields instead of 5`;
  for (const [index, field] of FIELDS.entries()) {
    const problem = (parts[index] ?? "")
      .split(",")
      .map((part) => partProblem(part, field))
      .find((found) => found !== undefined);
    if (problem !== undefined) return problem;
  }
  return undefined;
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
