import { defineDiagnostics } from "../diagnostics/define.ts";

/** Faults in the text of a document. */
export const diagnostics = defineDiagnostics("parse", {
  "forbidden-character": {
    severity: "error",
    message: ({ character }: { character: string }) =>
      `${character} is invisible, so a reviewer may see something other than what dex reads. Remove it.`,
  },
  "too-deep": {
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `This is nested more than ${limit} levels deep. Flatten it, or describe the inner part with type: json`,
  },
  "too-many-nodes": {
    severity: "error",
    message: ({ limit, what }: { limit: number; what: string }) =>
      `This document has more than ${limit} ${what}. Split it: write one contract per file.`,
  },
  directive: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `The directive "${clip(text)}" changes how YAML is read, and dex always reads YAML 1.2. Remove this line.`,
  },
  tag: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `dex does not support the tag "${clip(text)}". Remove it; if the value must be a string, put it in quotes.`,
  },
  alias: {
    severity: "error",
    message: ({ text, kind }: { text: string; kind: string }) =>
      `dex does not support the ${kind} "${clip(text)}". Write the value itself here; if this is a string, put it in quotes.`,
  },
  "several-documents": {
    severity: "error",
    message: (_: object) =>
      `A second document begins here, and a file must have only one. Move it to another file, and remove "---".`,
  },
  empty: {
    severity: "error",
    message: (_: object) => "This file is empty. Write a contract or a pipeline spec, or remove the file.",
  },
  "duplicate-key": {
    severity: "error",
    message: ({ key, others }: { key: string; others: number }) =>
      others === 0
        ? `This mapping has the key "${clip(key)}" twice. Remove one.`
        : `This mapping has "${clip(key)}" and ${others} more keys twice. Remove them, or write the missing key above them.`,
  },
  "bad-key": {
    severity: "error",
    message: ({ key, problem }: { key: string; problem: string }) =>
      `"${clip(key)}" cannot be a key: ${problem}. Use another name.`,
  },
  "unquoted-key": {
    severity: "error",
    message: ({ key }: { key: string }) =>
      key === ""
        ? "The key before this colon is missing. Write one."
        : `The key ${clip(key)} is not a string. Put it in quotes: "${clip(key)}"`,
  },
  "collection-key": {
    severity: "error",
    message: (_: object) =>
      "A list or a mapping cannot be a key. If this is a string that begins with a bracket or a brace, put it in quotes.",
  },
  "inexact-number": {
    severity: "error",
    message: ({ text, problem }: { text: string; problem: string }) =>
      `The number ${clip(text)} ${problem}. Write it in quotes, "${clip(text)}", or as a plain decimal number.`,
  },
  syntax: {
    severity: "error",
    message: ({ problem }: { problem: string }) => problem,
  },
  "ignore-without-reason": {
    severity: "warning",
    message: ({ text }: { text: string }) =>
      `The comment "${clip(text)}" has no effect: the code or the reason is missing. Write: # dex-ignore phase/name: reason`,
  },
  "unused-ignore": {
    severity: "warning",
    message: ({ code }: { code: string }) =>
      `There is no warning ${code} on this line or the next one. Remove this comment.`,
  },
  "ignored-error": {
    severity: "warning",
    message: ({ code }: { code: string }) =>
      `${code} is an error, and only warnings can be ignored. Fix the error, and remove this comment.`,
  },
});

/** Shortens long text, so that the message stays readable. */
function clip(text: string): string {
  const characters = [...text.slice(0, 200)];
  return characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : text;
}
