import { createHash } from "node:crypto";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** SHA-256 of a text with LF line ends, in hex: a checkout that turned LF into CRLF did not edit the file. */
export function hashText(text: string): string {
  return createHash("sha256")
    .update(text.includes("\r") ? text.replaceAll("\r\n", "\n") : text)
    .digest("hex");
}

/** The text of a file's bytes; what is not UTF-8 becomes U+FFFD, so it equals nothing that dex writes. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The hash of a file's bytes read as text. */
export function hashBytes(bytes: Uint8Array): string {
  return hashText(decode(bytes));
}

/** True for what `hashText` returns. */
export function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
