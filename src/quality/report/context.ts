import type { RunResult } from "../result.ts";

/** What a report needs besides the result. */
interface ReportContext {
  /** Whether the output shows colors. Only the report for a terminal uses them. */
  readonly colour: boolean;
  /** The columns of the terminal. Undefined if lines may have any length. */
  readonly width?: number;
}

/** One format of reports: a pure function. The text ends in a newline, or is empty. */
export type Report = (run: RunResult, context: ReportContext) => string;
