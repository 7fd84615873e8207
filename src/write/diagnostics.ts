import { defineDiagnostics } from "../diagnostics/define.ts";

/** Faults that stop a write. */
export const diagnostics = defineDiagnostics("write", {
  "corrupt-manifest": {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} is damaged: ${why}. Restore it from version control; or delete it and compile again, and dex takes over the files that match.`,
  },
  "conflicted-manifest": {
    severity: "error",
    exit: "usage",
    message: ({ path }: { path: string }) =>
      `${path} has merge conflict markers. Keep either side, then run: dex compile --force`,
  },
  "newer-manifest": {
    severity: "error",
    exit: "usage",
    message: ({ path, version }: { path: string; version: string }) =>
      `${path} has version ${version}, so a newer dex wrote it. Install that version of dex or a newer one.`,
  },
  "corrupt-journal": {
    severity: "warning",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path}, the journal of an interrupted write, is damaged: ${why}. The next compile drops it; when files of that write count as edited then, run: dex compile --force`,
  },
  edited: {
    severity: "error",
    exit: "refused",
    message: ({ path, wanted }: { path: string; wanted: "create" | "update" | "remove" }) =>
      `${path} was edited by hand, and dex must ${wanted} it. Move the edit into the contract or a template; or discard it with dex compile --force.`,
  },
  foreign: {
    severity: "error",
    exit: "refused",
    message: ({ path }: { path: string }) =>
      `dex must write ${path}, but did not write the file that is there. Move it; or replace it with dex compile --force.`,
  },
  link: {
    severity: "error",
    exit: "refused",
    message: ({ path }: { path: string }) =>
      `${path} is a link or a special file, and dex writes only to plain files and folders. Remove it; --force does not.`,
  },
  "in-the-way": {
    severity: "error",
    exit: "refused",
    message: ({ path }: { path: string }) =>
      `${path} blocks a file of dex: one is a folder and the other a file, or their names differ only in case. Move it; --force does not.`,
  },
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why, advice }: { path: string; why: string; advice: string }) =>
      `${path} cannot be read (${why}). ${advice}`,
  },
  locked: {
    severity: "error",
    exit: "locked",
    message: ({ path, holder }: { path: string; holder: string }) =>
      `Another dex is writing to the output folder: ${holder}. Wait until it is done; if it no longer runs, delete ${path}.`,
  },
  changed: {
    severity: "error",
    exit: "locked",
    message: ({ path }: { path: string }) =>
      `${path} changed while dex was compiling, so nothing was written. Compile again.`,
  },
  failed: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} could not be written (${why}). No file was changed. Fix the cause and compile again.`,
  },
  interrupted: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} could not be written (${why}), and the files written before it could not be restored. Fix the cause; the next compile completes the write.`,
  },
});
