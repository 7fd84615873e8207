import { hash } from "node:crypto";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** SHA-256 of a text with LF line ends, in hex. A checkout that turns LF into CRLF does not change it. */
export function hashText(text: string): string {
  return hash("sha256", text.includes("\r") ? text.replaceAll("\r\n", "\n") : text);
}

/** The text of a file's bytes. Bytes that are not UTF-8 become U+FFFD, so the text differs from every text of dex. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The hash of a file's bytes read as text. */
export function hashBytes(bytes: Uint8Array): string {
  return hashText(decode(bytes));
}

/** True for a value in the form that `hashText` returns. */
export function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
