import type { Contract } from "../ir/contract.ts";
import { DAY, SECOND } from "../judge/moment.ts";
import { dayStart } from "./string-hints.ts";

/** The bounds of the number of rows of each day. */
interface Daily {
  readonly minimum: number;
  readonly maximum: number;
}

/** The days that rows are usually from. */
const USUAL_DAYS = 30;

/** When the event of each row happened, in nanoseconds since 1970: the last days, later rows newer, the last row now. */
export function timelineOf(contract: Contract, rows: number, now: bigint): (index: number) => bigint {
  const daily = dailyOf(contract);
  const perDay = Math.max(daily.minimum, Math.min(daily.maximum, Math.ceil(rows / USUAL_DAYS)), 1);
  // The last row is of today.
  const days = Math.floor(Math.max(0, rows - 1) / perDay);
  const complete = days * perDay;
  const today = dayStart(now);
  return (index) => {
    if (index >= rows - 1) return now;
    if (index < complete) {
      const start = today - BigInt(days - Math.floor(index / perDay)) * DAY;
      return start + (DAY * BigInt((index % perDay) * 2 + 1)) / BigInt(perDay * 2);
    }
    const at = today + ((now - today) * BigInt(index - complete + 1)) / BigInt(rows - complete);
    return at - (at % SECOND);
  };
}

function dailyOf({ dataset: { assertions } }: Contract): Daily {
  const volumes = assertions.flatMap(({ rule }) => (rule.kind === "volume" ? [rule] : []));
  return {
    minimum: Math.max(0, ...volumes.map(({ minimum = 0 }) => minimum)),
    maximum: Math.min(...volumes.map(({ maximum = Number.POSITIVE_INFINITY }) => maximum), Number.POSITIVE_INFINITY),
  };
}
