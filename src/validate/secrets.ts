import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import { isList, type Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";

/** The user and password of a URL, or a token instead of them, after `://`. A placeholder such as `${PASSWORD}` is not a password. */
const USER_AND_PASSWORD = /(?:[^\s/:@]*:(?![${<*]|%24)[^\s/@]+|[A-Za-z0-9_~.-]{20,})@/y;
/** A password among the parameters of a URL. */
const PASSWORD_PARAMETER =
  /[?&;](?:[a-z0-9_.-]{0,30}(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|signature)|auth|key|sig|sas)=["']?(?!%24)[^\s&;"'$<{*]/i;
/** A password among the words of a connection string: `host=db password=hunter2`. */
const PASSWORD_WORD = /(?:^|[\s;,])(?:ssl)?(?:password|passwd|pwd)=["']?[^\s&;"'$<{*]/i;
/** Tokens with a known prefix: AWS, GitHub, Slack, GitLab, private keys. */
const TOKEN =
  /\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY/;
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
  if (hasCredentials(text)) return "A connection string with a password";
  if (TOKEN.test(text)) return "An access token or key";
  return SECRET_KEY.test(key) && text !== "" && !/^\$\{.*\}$|^env:/.test(text) ? `The value of "${key}"` : undefined;
}

/** True for a URL with a password. Searches behind each `://` once, so a long string takes linear time. */
function hasCredentials(text: string): boolean {
  let at = text.indexOf("://");
  if (!text.includes("=") && at < 0) return false;
  for (; at >= 0; at = text.indexOf("://", at + 3)) {
    USER_AND_PASSWORD.lastIndex = at + 3;
    if (/[a-z0-9+.-]/i.test(text[at - 1] ?? "") && USER_AND_PASSWORD.test(text)) return true;
  }
  return PASSWORD_PARAMETER.test(text) || PASSWORD_WORD.test(text);
}
