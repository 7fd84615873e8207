import { spawn } from "node:child_process";

/** Where a program runs, with what, what it reads, and who is told each line that it says. */
interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly line?: (line: string) => void;
}

/** Runs a program; what it says comes back in one piece, and line by line while it runs. */
export function run(
  command: string,
  words: readonly string[],
  options: RunOptions,
): Promise<{ status: number | null; said: string }> {
  const env = { ...process.env, DO_NOT_TRACK: "1", TZ: "UTC", PYTHONUTF8: "1", ...options.env };
  const child = spawn(command, [...words], { cwd: options.cwd, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      for (const line of text.split("\n")) if (line !== "") options.line?.(line);
    });
  // A program that ends without reading is judged by its exit code.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => done({ status, said }));
  });
}
