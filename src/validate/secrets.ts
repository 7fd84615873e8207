import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import { isList, type Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { credentialsIn, tokensIn } from "./secret-patterns.ts";

const SECRET_KEY = /^(password|passwd|pwd|secret|api_?key|access_?key|token|private_?key|client_?secret)$/i;

/** Finds secrets in clear text. Messages never repeat them. Only strings count, so a column named `password` is not a secret. */
export function findSecrets(path: string, value: Json): readonly Report[] {
  // Hardly any document has one, and only a report needs pointers.
  if (!hasSecret(value, "")) return [];
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
      for (const [name, member] of Object.entries(node)) {
        visitKey(name, pointerTo(pointer, name));
        visit(member, pointerTo(pointer, name), name);
      }
    }
  }

  function visitKey(name: string, pointer: string): void {
    const what = whatIsSecret(name, "");
    if (what) reports.push(diagnostics.report("secret", { path, pointer, part: "key" }, { what }));
  }
}

/** True if a value, or the name of a member, is a secret. */
function hasSecret(node: Json, key: string): boolean {
  if (typeof node === "string") return whatIsSecret(node, key) !== undefined;
  if (typeof node !== "object" || node === null) return false;
  if (isList(node)) return node.some((item) => hasSecret(item, key));
  for (const name of Object.keys(node)) {
    const member = node[name];
    if (whatIsSecret(name, "") !== undefined || (member !== undefined && hasSecret(member, name))) return true;
  }
  return false;
}

function whatIsSecret(text: string, key: string): string | undefined {
  const found = credentialsIn(text)[0] ?? tokensIn(text)[0];
  if (found !== undefined) return found.what;
  return SECRET_KEY.test(key) && text !== "" && !/^\$\{.*\}$|^env:/.test(text) ? `The value of "${key}"` : undefined;
}
