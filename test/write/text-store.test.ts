import { describe, expect, it } from "vitest";
import type { Host, Scratch } from "../../src/host/host.ts";
import { memoryHost } from "../../src/host/memory.ts";
import { nodeHost } from "../../src/host/node.ts";
import { openTextStore, type TextStore, textOf } from "../../src/write/text-store.ts";

// Some of them longer than a page of the shelf, and with characters of one to four bytes.
const TEXTS = ["", "a\n", "é€😀\n".repeat(50_000), "b\n", "c".repeat(1_500_000), "é".repeat(700_000), "d\n"];

async function put(shelf: TextStore, texts: readonly string[]) {
  const kept = [];
  for (const text of texts) kept.push(await shelf.put(text));
  return kept;
}

async function read(kept: readonly Parameters<typeof textOf>[0][]): Promise<readonly string[]> {
  const texts = await Promise.all(kept.map(textOf));
  return texts.map((text) => (typeof text === "string" ? text : new TextDecoder().decode(text)));
}

describe("a shelf", () => {
  it.each<[string, Pick<Host, "scratch">]>([
    ["on the disk", nodeHost(".")],
    ["in memory", memoryHost({})],
  ])("gives back what was put there: %s", async (_, host) => {
    const shelf = openTextStore(host, 0);
    const kept = await put(shelf, [...TEXTS, ...TEXTS]);
    expect(await read(kept)).toEqual([...TEXTS, ...TEXTS]);
    // The empty text needs no room.
    expect(kept.filter((text) => typeof text === "string")).toEqual(["", ""]);
    await shelf.close();
  });

  it("keeps a small project in memory, and asks the system for nothing", async () => {
    const scratch = () => Promise.reject(new Error("asked"));
    const shelf = openTextStore({ scratch });
    expect(await put(shelf, ["a\n", "b\n"])).toEqual(["a\n", "b\n"]);
    await shelf.close();
  });

  it("keeps everything in memory where the system gives no room", async () => {
    const shelf = openTextStore({ scratch: () => Promise.reject(new Error("ENOSPC")) }, 0);
    expect(await put(shelf, TEXTS)).toEqual(TEXTS);
    await shelf.close();
  });

  it("keeps the rest in memory when the room is used up", async () => {
    const scratch = await memoryHost({}).scratch();
    let left = 1;
    const append: Scratch["append"] = async (bytes) => {
      if (left-- <= 0) throw new Error("ENOSPC");
      await scratch.append(bytes);
    };
    const shelf = openTextStore({ scratch: async () => ({ ...scratch, append }) }, 0);
    const kept = await put(shelf, [...TEXTS, ...TEXTS]);
    expect(await read(kept)).toEqual([...TEXTS, ...TEXTS]);
    expect(kept.some((text) => typeof text === "string" && text !== "")).toBe(true);
    await shelf.close();
  });
});
