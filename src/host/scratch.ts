import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bug } from "../text/bug.ts";
import type { Scratch } from "./host.ts";

/** A temporary file without a name: it is deleted while it is open, so that even a killed process leaves no file. */
export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), "dex-"));
  try {
    const file = await open(join(folder, "scratch"), "wx+", 0o600);
    let size = 0;
    return {
      append: async (bytes) => {
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await file.write(bytes, done, bytes.length - done, size + done);
          done += bytesWritten;
        }
        size += bytes.length;
      },
      read: async (start, length) => {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await file.read(bytes, 0, length, start);
        if (bytesRead < length) throw new Bug("a temporary file is shorter than what was written to it");
        return bytes;
      },
      close: () => file.close(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
