/** The string formats of the language; lower/formats.ts has the grammar of each. */
export const FORMAT_NAMES: readonly string[] = [
  "uuid",
  "email",
  "uri",
  "hostname",
  "ipv4",
  "ipv6",
  "date",
  "time",
  "date-time",
];
