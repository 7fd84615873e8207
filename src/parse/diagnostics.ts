import { defineDiagnostics } from "../diagnostics/define.ts";

/** What can be wrong with the text of a document. */
export const diagnostics = defineDiagnostics("parse", {
  "forbidden-character": {
    severity: "error",
    message: ({ character }: { character: string }) =>
      `The character ${character} cannot be seen and may make a reader see something else than dex does. Remove it; in a quoted string write it as an escape.`,
  },
  "too-deep": {
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `This is nested more than ${limit} levels deep. A contract needs about ten; flatten it.`,
  },
  "too-many-nodes": {
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `This document has more than ${limit} parts. Split it: one contract per file.`,
  },
  directive: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${text}" changes how the whole file is read. Remove it: dex reads YAML 1.2.`,
  },
  tag: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `The tag "${text}" is not part of the language. Remove it; quote the value if it must be text.`,
  },
  alias: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `Anchors and aliases ("${text}") are not part of the language. Write the value out where it is used.`,
  },
  "several-documents": {
    severity: "error",
    message: (_: object) =>
      `A second document begins here. Put each document into a file of its own and remove the "---".`,
  },
  empty: {
    severity: "error",
    message: (_: object) => "This file has no content. Write a contract or a pipeline spec, or remove the file.",
  },
  "duplicate-key": {
    severity: "error",
    message: ({ key }: { key: string }) => `The key "${key}" stands twice in one mapping. Remove one of the two.`,
  },
  "bad-key": {
    severity: "error",
    message: ({ key }: { key: string }) =>
      `${key} cannot be a key. Use a plain name; quote it if it looks like a number.`,
  },
  "inexact-number": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `The number ${text} would not be read as it is written. Put it in quotes: "${text}".`,
  },
  syntax: {
    severity: "error",
    message: ({ problem }: { problem: string }) => `${problem}`,
  },
  "ignore-without-reason": {
    severity: "warning",
    message: ({ text }: { text: string }) => `"${text}" suppresses nothing: it must read "dex-ignore phase/name: why".`,
  },
  "unused-ignore": {
    severity: "warning",
    message: ({ code }: { code: string }) =>
      `There is no warning ${code} on this line or the next one. Remove the comment.`,
  },
  "ignored-error": {
    severity: "warning",
    message: ({ code }: { code: string }) =>
      `${code} is an error, and errors cannot be ignored. Mend it and remove the comment.`,
  },
});
