import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openTerminal } from "../../src/cli/terminal.ts";

const OPTIONS = { quiet: false, color: false, "no-color": true };

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: 0 }));
afterEach(() => vi.useRealTimers());

function open(isTTY: boolean, quiet = false) {
  const written: string[] = [];
  const stream = (name: string) => ({ write: (text: string) => written.push(name + text), isTTY, columns: 20 });
  const view = { cwd: ".", env: {}, stdout: stream("out "), stderr: stream("err ") };
  return { written, terminal: openTerminal(view, { ...OPTIONS, quiet }) };
}

describe("the progress of a command", () => {
  it("is shown after a second, at most ten times a second, on one line that is never too long", () => {
    const { terminal, written } = open(true);
    for (let at = 0; at < 1250; at += 10) {
      vi.setSystemTime(at);
      terminal.progress(`reading document ${at}`);
    }
    const line = (at: number) => `err \r\u001b[2K${`reading document ${at}`.slice(0, 19)}`;
    expect(written).toEqual([line(1000), line(1100), line(1200)]);
  });

  it("gives way to every output, and is removed once", () => {
    const { terminal, written } = open(true);
    vi.setSystemTime(1000);
    terminal.progress("a");
    terminal.out("result");
    terminal.note("note");
    terminal.progress("");
    expect(written).toEqual(["err \r\u001b[2Ka", "err \r\u001b[2K", "out result", "err note"]);
  });

  it.each([
    ["a stream that is no terminal", false, false],
    ["a quiet run", true, true],
  ])("is not shown in %s", (_, isTTY, quiet) => {
    const { terminal, written } = open(isTTY, quiet);
    vi.setSystemTime(5000);
    terminal.progress("a");
    expect(written).toEqual([]);
  });
});
