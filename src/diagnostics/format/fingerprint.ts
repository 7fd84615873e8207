import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.ts";

/** What stays the same when lines above are added: a hash of code, file and message. */
export function fingerprint({ code, at, message }: Diagnostic): string {
  return createHash("sha256").update(`${code}\0${at.path}\0${message}`).digest("hex").slice(0, 32);
}
