import { type ChildProcess, fork } from "node:child_process";

/** What one command gave. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  readonly cpu: number;
}

/** What the commands in one project gave, or why the process that ran them is gone. */
export type ProjectRun = { readonly runs: readonly CommandRun[]; readonly peak: number } | { readonly died: string };

/** The limits of the commands in one project: seconds of time, and megabytes of heap. */
export interface Limits {
  readonly seconds: number;
  readonly heap: number;
}

/** A process that runs commands in many projects. It is replaced after some projects, since Node never frees a module. */
export class Worker {
  readonly #limits: Limits;
  #child: ChildProcess | undefined;
  #left = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  async run(root: string, commands: readonly (readonly string[])[]): Promise<ProjectRun> {
    if (this.#child === undefined || this.#left === 0) await this.#start();
    this.#left -= 1;
    const answer = this.#answer();
    this.#child?.send({ root, commands });
    const run = await answer;
    if ("died" in run) this.stop();
    return run;
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #start(): Promise<void> {
    this.stop();
    const { PATH = "", HOME = "" } = process.env;
    this.#child = fork("test/mutated-projects/runner.mjs", [], {
      env: { PATH, HOME },
      execArgv: [`--max-old-space-size=${this.#limits.heap}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#left = 200;
    const ready = await this.#answer();
    if ("died" in ready) throw new Error(`the process did not start: ${ready.died}`);
  }

  #answer(): Promise<ProjectRun> {
    const child = this.#child;
    return new Promise((done) => {
      const printed = { out: "", err: "" };
      const collect = (name: keyof typeof printed) => (chunk: unknown) => {
        printed[name] += String(chunk);
      };
      const end = (run: ProjectRun) => {
        clearTimeout(timer);
        child?.removeAllListeners();
        for (const stream of [child?.stdout, child?.stderr]) stream?.removeAllListeners("data");
        // On stderr, the parser of a config in TypeScript may warn.
        const isQuiet = printed.out === "" || "died" in run;
        done(isQuiet ? run : { died: `it printed past the streams of the command: ${printed.out}` });
      };
      const timer = setTimeout(() => end({ died: `more than ${this.#limits.seconds} s` }), this.#limits.seconds * 1000);
      child?.stdout?.on("data", collect("out"));
      child?.stderr?.on("data", collect("err"));
      child?.once("message", (message) => end(message as ProjectRun));
      child?.once("exit", (code, signal) => end({ died: `ended with ${signal ?? `code ${code}`}: ${printed.err}` }));
    });
  }
}
