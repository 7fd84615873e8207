#!/usr/bin/env node
// No static import: without a free file handle not even the modules of dex load, and that must be a message, not a stack.
try {
  await import("./start.ts");
} catch (error) {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  const why = code === "EMFILE" || code === "ENFILE" ? "too many open files; raise the limit: ulimit -n 4096" : code;
  process.stderr.write(`dex: its own files cannot be read (${why})\n`);
  process.exit(2);
}

export {};
