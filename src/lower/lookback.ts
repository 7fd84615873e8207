/** The default lookback of an incremental model for late rows: three days. */
export const DEFAULT_LOOKBACK_SECONDS = 3 * 86400;
