import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.ts";

/** What stays the same when lines above are added: a hash of code, file and message. */
export function fingerprint({ code, at, message }: Diagnostic): string {
  return createHash("sha256").update(`${code}\0${at.path}\0${message}`).digest("hex").slice(0, 32);
}

/** What stays the same when the line moves: a hash of the code and the line's own text. GitHub tells alerts apart by it. */
export function lineHash({ code, at }: Diagnostic, text = ""): string {
  const line = text.split(/\r\n|\n|\r/)[at.start.line - 1] ?? "";
  return createHash("sha256").update(`${code}\0${line.trim()}`).digest("hex").slice(0, 16);
}
