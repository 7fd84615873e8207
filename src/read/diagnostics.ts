import { defineDiagnostics } from "../diagnostics/define.ts";

/** Faults of files that are found before their text is parsed. */
export const diagnostics = defineDiagnostics("read", {
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} cannot be read (${why}). Give the user who runs dex the right to read it.`,
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
    message: (_: object) => "This file is not UTF-8. Save it as UTF-8.",
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
