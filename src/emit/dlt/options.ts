import { nearest } from "../../text/nearest.ts";
import type { OptionsReader } from "../emitter.ts";

/** The options of the emitter. */
export interface ExtractOptions {
  /** The number of rows in memory at a time; default 50,000. Choose fewer for tables with very wide rows. */
  readonly chunkRows: number;
}

const DEFAULT_CHUNK = 50_000;
const MOST = 1_000_000;

/** Reads the options by hand: a validation library would cost every command its loading time. */
export const readOptions: OptionsReader<ExtractOptions> = (given) => {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return { problems: [{ path: [], message: "write an object, such as { chunkRows: 10000 }" }] };
  const { chunkRows = DEFAULT_CHUNK, ...rest } = given as Readonly<Record<string, unknown>>;
  const problems = Object.keys(rest).map((key) => ({
    path: [key],
    message: nearest(key, ["chunkRows"]) ? 'no such option; did you mean "chunkRows"?' : "no such option",
  }));
  if (!isCount(chunkRows)) problems.push({ path: ["chunkRows"], message: `write a whole number from 1 to ${MOST}` });
  return isCount(chunkRows) && problems.length === 0 ? { value: { chunkRows } } : { problems };
};

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST;
}
