import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.ts";

/** A hash of code, file and message: it stays the same when the line moves. */
export function fingerprint({ code, at, message }: Diagnostic): string {
  return createHash("sha256").update(`${code}\0${at.path}\0${message}`).digest("hex").slice(0, 32);
}

/** A hash of the code and the line's text, by which GitHub tells alerts apart. */
export function lineHash({ code, at }: Diagnostic, text = ""): string {
  const line = text.split(/\r\n|\n|\r/)[at.start.line - 1] ?? "";
  return createHash("sha256").update(`${code}\0${line.trim()}`).digest("hex").slice(0, 16);
}
