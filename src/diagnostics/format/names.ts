/** The names that `--format` takes. */
export const formatNames = ["pretty", "concise", "json", "github", "gitlab", "sarif", "junit"] as const;

/** The name of a printer. */
export type FormatName = (typeof formatNames)[number];
