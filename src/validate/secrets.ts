import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import { isList, type Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";

/** A URL with a password in it. */
const CREDENTIALS = /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i;
/** Tokens with a known prefix: AWS, GitHub, Slack, GitLab, private keys. */
const TOKEN =
  /\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY/;
const SECRET_KEY = /^(password|passwd|pwd|secret|api_?key|access_?key|token|private_?key|client_?secret)$/i;

/** Finds secrets in clear text. Messages never repeat them. Only strings count, so a column named `password` is not a secret. */
export function findSecrets(path: string, value: Json): readonly Report[] {
  const reports: Report[] = [];
  visit(value, "", "");
  return reports;

  function visit(node: Json, pointer: string, key: string): void {
    if (typeof node === "string") {
      const what = whatIsSecret(node, key);
      if (what) reports.push(diagnostics.report("secret", { path, pointer }, { what }));
    } else if (isList(node)) {
      for (const [index, item] of node.entries()) visit(item, pointerTo(pointer, index), key);
    } else if (typeof node === "object" && node !== null) {
      for (const [name, member] of Object.entries(node)) visit(member, pointerTo(pointer, name), name);
    }
  }
}

function whatIsSecret(text: string, key: string): string | undefined {
  if (text.includes("://") && CREDENTIALS.test(text)) return "A connection string with a password";
  if (TOKEN.test(text)) return "An access token or key";
  return SECRET_KEY.test(key) && text !== "" && !/^\$\{.*\}$|^env:/.test(text) ? `The value of "${key}"` : undefined;
}
