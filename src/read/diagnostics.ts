import { defineDiagnostics } from "../diagnostics/define.ts";

/** What can be wrong with a file before its text is looked at. */
export const diagnostics = defineDiagnostics("read", {
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} cannot be read (${why}). Make it readable for the user who runs dex.`,
  },
  "symbolic-link": {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `${path} is a symbolic link, and dex follows none. Put what it leads to there instead, or leave it out of the globs.`,
  },
  "too-large": {
    severity: "error",
    message: ({ size }: { size: number }) =>
      `This file has ${size} bytes; dex reads up to 1048576 (1 MiB) per file. Split it: one contract per file.`,
  },
  "not-utf8": {
    severity: "error",
    message: (_: object) => "This file is not UTF-8 text. Save it as UTF-8.",
  },
  "no-documents": {
    severity: "error",
    exit: "usage",
    message: ({ patterns }: { patterns: string }) =>
      `No file matches ${patterns}. Put a contract there, or change "contracts" in dex.config.ts.`,
  },
});
