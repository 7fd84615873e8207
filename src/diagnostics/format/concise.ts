import type { Format } from "./input.ts";
import { visible } from "./visible.ts";

/** One line each: `path:line:column: severity[code] message`. */
export const concise: Format = ({ diagnostics }) =>
  diagnostics
    .map(
      ({ at, severity, code, message }) =>
        `${visible(at.path)}:${at.start.line}:${at.start.column}: ${severity}[${code}] ${visible(message)}\n`,
    )
    .join("");
