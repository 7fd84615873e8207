import { defineDiagnostics } from "../diagnostics/define.ts";

/** What can keep the output from being written. */
export const diagnostics = defineDiagnostics("write", {
  "corrupt-manifest": {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} cannot be trusted: ${why}. Restore it from version control, or delete it and compile again: files that are as dex writes them are then taken over.`,
  },
  "conflicted-manifest": {
    severity: "error",
    exit: "usage",
    message: ({ path }: { path: string }) =>
      `${path} has merge conflict markers. Keep either side of it, then run dex compile --force: it writes every generated file anew.`,
  },
  "newer-manifest": {
    severity: "error",
    exit: "usage",
    message: ({ path, version }: { path: string; version: string }) =>
      `${path} has version ${version}, so a newer dex wrote it. Install that dex, or an even newer one.`,
  },
  "corrupt-journal": {
    severity: "warning",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} says how to complete a write that was interrupted, but it cannot be trusted: ${why}. The next compile drops it; files of that write may then count as edited, and --force replaces them.`,
  },
  edited: {
    severity: "error",
    exit: "refused",
    message: ({ path, wanted }: { path: string; wanted: "create" | "update" | "remove" }) =>
      `${path} was edited by hand since dex wrote it, and dex wants to ${wanted} it. Move the change into the contract or a template, or give it up with --force.`,
  },
  foreign: {
    severity: "error",
    exit: "refused",
    message: ({ path }: { path: string }) =>
      `dex wants to write ${path}, but a file that dex did not write is there. Move it away, or replace it with --force.`,
  },
  link: {
    severity: "error",
    exit: "refused",
    message: ({ path }: { path: string }) =>
      `${path} is a link or a special file, and dex writes only to plain files and folders. Remove it; --force does not replace it.`,
  },
  "in-the-way": {
    severity: "error",
    exit: "refused",
    message: ({ path }: { path: string }) =>
      `${path} is in the way: dex needs a folder where it is a file, a file where it is a folder, or the same name in other case. Move it away; --force does not remove it.`,
  },
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} cannot be read (${why}). Make it readable for the user who runs dex.`,
  },
  locked: {
    severity: "error",
    exit: "locked",
    message: ({ path, holder }: { path: string; holder: string }) =>
      `Another dex is writing there: ${holder}. Wait until it is done; if it no longer runs, delete ${path}.`,
  },
  changed: {
    severity: "error",
    exit: "locked",
    message: ({ path }: { path: string }) =>
      `${path} changed while dex was compiling. Nothing was written; compile again.`,
  },
  failed: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} could not be written (${why}). Nothing was changed; mend the cause and compile again.`,
  },
  interrupted: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} could not be written (${why}), and the files that were written before it could not be put back. Mend the cause; the next compile completes the write.`,
  },
});
