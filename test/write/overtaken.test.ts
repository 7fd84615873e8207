import { describe, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { memoryHost } from "../../src/host/memory.ts";
import { hashText } from "../../src/write/hash.ts";
import { readOutput } from "../../src/write/output.ts";
import { plannedFile } from "../../src/write/planned-file.ts";
import { LOCKS } from "../../src/write/reserved-paths.ts";
import { write } from "../../src/write/write.ts";
import { emitted, written } from "./project.ts";

const TORN = "half of one state\n";

/** A host on which others write during the first `readings` readings of the output: the lock's number grows, and a file is of another state. */
async function busy(readings: number): Promise<Host> {
  const host = memoryHost({});
  await written(host, emitted({ "a.sql": "1\n" }));
  let walks = 0;
  const isBusy = () => walks < readings * 2;
  return {
    ...host,
    walk: async (path) => {
      if (path !== `out/${LOCKS}` || !isBusy()) return host.walk(path);
      return [{ path: `${path}/${1000 + walks++}`, kind: "file" }];
    },
    read: async (path) => (path === "out/a.sql" && isBusy() ? new TextEncoder().encode(TORN) : host.read(path)),
  };
}

describe("a write that others keep overtaking", () => {
  it("reads again until nobody writes", async () => {
    const { value } = await readOutput({ host: await busy(3), out: "out" });
    expect(value.unsettled).toBeUndefined();
    expect(value.files.map(({ content }) => content?.hash)).toEqual([hashText("1\n")]);
  });

  it("takes what it read for torn, not for edited by hand, and does its work as the only writer", async () => {
    const host = await busy(5);
    const { result, reports } = await write(
      { host, out: "out" },
      { files: emitted({ "a.sql": "2\n" }).map((file) => plannedFile(file)), dexVersion: "1.0.0" },
    );
    expect(reports).toEqual([]);
    expect(result?.status).toBe("done");
    expect(new TextDecoder().decode(await host.read("out/a.sql"))).toBe("2\n");
  });
});
