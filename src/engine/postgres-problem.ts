const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers at that address",
  ENOTFOUND: "the host is unknown",
  EAI_AGAIN: "the host is unknown",
  ETIMEDOUT: "the host does not answer",
  ECONNRESET: "the server closed the connection",
  ERR_INVALID_URL: "it is not a URL",
  "28P01": "the user or the password is wrong",
  "28000": "the server rejects the user",
  "3D000": "there is no such database",
};

/** Why PostgreSQL cannot be reached, as a sentence without a full stop. Our own wording, since a message of the driver may contain the URL and its password. */
export function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (CODES[code] !== undefined) return CODES[code];
  if (error instanceof Error && /timeout/i.test(error.message)) return "the server does not answer in time";
  if (error instanceof Error && /SSL/.test(error.message))
    return "the server does not support SSL, or requires it. Set sslmode in the URL";
  return `the connection failed${/^[A-Z0-9_]{3,40}$/.test(code) ? ` (${code})` : ""}`;
}
