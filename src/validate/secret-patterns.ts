/** Where a string contains a secret, and what kind of secret it is. */
export interface FoundSecret {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** The user and password of a URL, or a token instead of them, after `://`. A placeholder such as `${PASSWORD}` is not a password. */
const USER_AND_PASSWORD = /(?:[^\s/:@]*:(?![${<*'"]|%(?:24|s|\())[^\s/@]+|[A-Za-z0-9_~.-]{20,})@/y;
/** A password among the parameters of a URL. */
const PASSWORD_PARAMETER =
  /[?&;](?:[a-z0-9_.-]{0,30}(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|signature)|auth|key|sig|sas)=["']?(?!%(?:24|s|\())[^\s&;"'$<{*]/gi;
/** A password among the words of a connection string: `host=db password=hunter2`. */
const PASSWORD_WORD = /(?:^|[\s;,"'])(?:ssl)?(?:password|passwd|pwd)=["']?(?!%[s(])[^\s&;"'$<{*]/gi;
/** Tokens with a known prefix (AWS, GitHub, Slack, GitLab, Google, Stripe, Databricks, npm, Vault, JWT) and private keys. */
const TOKEN =
  /\b(?:A[KS]IA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}|xox[abeprs]-[A-Za-z0-9-]{10,}|glpat-[A-Za-z0-9_-]{20,}|AIza[A-Za-z0-9_-]{35}|[rs]k_live_[A-Za-z0-9]{16,}|dapi[0-9a-f]{32}|npm_[A-Za-z0-9]{36}|hvs\.[A-Za-z0-9_-]{24,}|eyJ[A-Za-z0-9_-]{10,300}\.eyJ[A-Za-z0-9_-]{10,})|-----BEGIN [A-Z ]*PRIVATE KEY/g;
const KEY_END = /-----END [A-Z ]*PRIVATE KEY-----/g;
/** The characters of a value without spaces, after its first. */
const REST = /[^\s&;"'`),]*/y;

/** Finds passwords and tokens in URLs and connection strings. Each search is linear in the length of the text. */
export function credentialsIn(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  let at = text.indexOf("://");
  if (!text.includes("=") && at < 0) return found;
  const what = "A connection string with a password";
  for (; at >= 0; at = text.indexOf("://", at + 3)) {
    USER_AND_PASSWORD.lastIndex = at + 3;
    if (!/[a-z0-9+.-]/i.test(text[at - 1] ?? "") || !USER_AND_PASSWORD.test(text)) continue;
    found.push({ start: at + 3, end: USER_AND_PASSWORD.lastIndex - 1, what });
  }
  const value = (end: number) => ({ start: end - 1, end: endOfValue(text, end), what });
  const parameters = apart(text, PASSWORD_PARAMETER, ({ index, 0: match }) => value(index + match.length));
  const words = apart(text, PASSWORD_WORD, ({ index, 0: match }) => value(index + match.length));
  return [...found, ...parameters, ...words];
}

/** Finds tokens and keys of known forms. */
export function tokensIn(text: string): readonly FoundSecret[] {
  return apart(text, TOKEN, ({ index, 0: match }) => {
    const end = match.startsWith("-") ? endOfKey(text, index) : endOfValue(text, index + match.length);
    return { start: index, end, what: "An access token or key" };
  });
}

/** What a pattern finds. Each search begins at the end of the secret before, so that no part of the text is read twice. */
function apart(text: string, pattern: RegExp, secretOf: (match: RegExpExecArray) => FoundSecret): FoundSecret[] {
  const found: FoundSecret[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const secret = secretOf(match);
    found.push(secret);
    pattern.lastIndex = secret.end;
  }
  return found;
}

function endOfValue(text: string, from: number): number {
  REST.lastIndex = from;
  REST.test(text);
  return REST.lastIndex;
}

function endOfKey(text: string, from: number): number {
  KEY_END.lastIndex = from;
  return KEY_END.test(text) ? KEY_END.lastIndex : text.length;
}
