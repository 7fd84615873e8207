import { defineDiagnostics } from "../diagnostics/define.ts";

/** Faults of files that are found before their text is parsed. */
export const diagnostics = defineDiagnostics("read", {
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why, advice }: { path: string; why: string; advice: string }) =>
      `${path} cannot be read (${why}). ${advice}`,
  },
  vanished: {
    severity: "error",
    exit: "usage",
    message: ({ path }: { path: string }) => `${path} was removed while dex was reading the project. Run dex again.`,
  },
  "unusual-name": {
    severity: "error",
    message: ({ name, what }: { name: string; what: string }) =>
      `The name of the file ${name} contains ${what}. Rename it: use letters, digits, dots, hyphens and underscores.`,
  },
  "outside-project": {
    severity: "error",
    exit: "usage",
    message: ({ name }: { name: string }) =>
      `${name} is outside of the project, and dex reads only files inside. Name a folder of the project in "contracts".`,
  },
  "symbolic-link": {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `${path} is a symbolic link, and dex follows no links. Replace it by the file or folder itself, or exclude it: contracts: [..., "!${path}"].`,
  },
  "too-large": {
    severity: "error",
    message: ({ size }: { size: number }) =>
      `This file has ${size} bytes, and dex reads at most 1048576 (1 MiB) per file. Split it into one contract per file.`,
  },
  "not-utf8": {
    severity: "error",
    message: ({ line, byte }: { line: number; byte: number }) =>
      `This file is not UTF-8 from byte ${byte} on, in line ${line}. Save it as UTF-8.`,
  },
  "no-documents": {
    severity: "error",
    exit: "usage",
    message: ({ patterns, isConfigured }: { patterns: string; isConfigured: boolean }) =>
      isConfigured
        ? `No file matches ${patterns}. Add a contract there, or set "contracts" in dex.config.ts.`
        : `This folder is not in a dex project: neither it nor a folder above has a dex.config.ts, and no file matches ${patterns}. Start a project with "dex init", or run dex in the folder of yours.`,
  },
});
