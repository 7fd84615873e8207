import type { Format } from "./input.ts";

/** One line each: `path:line:column: severity[code] message`. */
export const concise: Format = ({ diagnostics }) =>
  diagnostics
    .map(
      ({ at, severity, code, message }) =>
        `${at.path}:${at.start.line}:${at.start.column}: ${severity}[${code}] ${message}\n`,
    )
    .join("");
