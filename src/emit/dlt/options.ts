import { count, type OptionsOf, optionsReader } from "../options.ts";

/** The options of the dlt emitter. */
export const options = {
  /** The number of rows in memory at a time. Choose fewer for tables with very wide rows. */
  chunkRows: count(50_000, 1_000_000),
};

/** The options of the dlt emitter, every default filled in. */
export type ExtractOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
