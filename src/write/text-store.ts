import type { Host, Scratch } from "../host/host.ts";

/** A text to be written later: itself, or where it is stored. */
export type PlannedText = string | StoredText;

/** A text on disk: a range of a temporary file, in bytes. */
interface StoredText {
  readonly on: Pick<Scratch, "read">;
  readonly start: number;
  readonly length: number;
}

/** Stores texts that are needed again only at the end. */
export interface TextStore {
  put(text: string): Promise<PlannedText>;
  /** Removes the temporary file. */
  close(): Promise<void>;
}

// The output of a few hundred contracts stays in memory.
const IN_MEMORY = 8 * 1024 * 1024;
const PAGE = 1024 * 1024;

/** Opens a store: the first texts stay in memory, and later ones go to a temporary file, if the system provides one. */
export function openTextStore(host: Pick<Host, "scratch">, inMemory = IN_MEMORY): TextStore {
  let left = inMemory;
  let pages: Promise<Pages | undefined> | undefined;
  return {
    async put(text) {
      if (text.length <= left) {
        left -= text.length;
        return text;
      }
      pages ??= openPages(host);
      return (await (await pages)?.put(text)) ?? text;
    },
    close: async () => (await pages)?.close(),
  };
}

/** The text of a plan, or its bytes. */
export async function textOf(text: PlannedText): Promise<string | Uint8Array> {
  return typeof text === "string" ? text : await text.on.read(text.start, text.length);
}

/** The temporary file, and the page that is being filled. */
interface Pages {
  /** Undefined when the disk is full: then the text must stay in memory. */
  put(text: string): Promise<StoredText | undefined>;
  close(): Promise<void>;
}

/** Writes texts to the disk a page at a time; undefined when there is no temporary file. */
async function openPages(host: Pick<Host, "scratch">): Promise<Pages | undefined> {
  const scratch = await host.scratch().catch(() => undefined);
  if (scratch === undefined) return undefined;
  const encoder = new TextEncoder();
  let page = new Uint8Array(PAGE);
  let [before, used] = [0, 0];
  let isFull = false;
  const on: StoredText["on"] = {
    read: async (start, length) =>
      start >= before ? page.subarray(start - before, start - before + length) : await scratch.read(start, length),
  };
  const turn = async (room: number): Promise<boolean> => {
    try {
      await scratch.append(page.subarray(0, used));
    } catch {
      // The page stays in memory, so that its texts can be read.
      isFull = true;
      return false;
    }
    [before, used] = [before + used, 0];
    if (room > page.length) page = new Uint8Array(room);
    return true;
  };
  return {
    async put(text) {
      // A code unit is at most three bytes of UTF-8.
      const room = text.length * 3;
      if (isFull || (used + room > page.length && !(await turn(room)))) return undefined;
      const { written } = encoder.encodeInto(text, page.subarray(used));
      const start = before + used;
      used += written;
      return { on, start, length: written };
    },
    close: () => scratch.close(),
  };
}
