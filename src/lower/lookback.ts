/** How far back an incremental model looks for late rows when neither it nor its pipeline says: three days. */
export const DEFAULT_LOOKBACK_SECONDS = 3 * 86400;
