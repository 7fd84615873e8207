import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer, Engine, Failure } from "../query.ts";
import { isFailure } from "../query.ts";
import type { DuckdbSettings, Request, Response } from "./protocol.ts";

/** The timeout of a query, and how long the process may take to stop an interrupted query, in milliseconds. */
export interface Patience {
  readonly query: number;
  readonly interrupt: number;
}

const HEAP = 256;

/**
 * Starts DuckDB in a process of its own: a crash, or a file that needs too much memory, ends that process and not dex. The process has no environment
 * variables but those that it needs, and reaches no other files.
 */
export async function openDuckdb(settings: DuckdbSettings, patience: Patience): Promise<Engine | Failure> {
  const child = start(settings);
  const session = new Session(child, patience);
  const opened = await session.ask((id) => ({ id, open: settings }));
  if (isFailure(opened)) {
    await session.close();
    return opened;
  }
  return session;
}

function start({ temporary }: DuckdbSettings): ChildProcess {
  const isSource = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(new URL(isSource ? "./child.ts" : "./child.js", import.meta.url));
  const loader = isSource ? ["--import", import.meta.resolve("jiti/register")] : [];
  return fork(program, [], {
    cwd: temporary,
    env: { TZ: "UTC" },
    execArgv: [`--max-old-space-size=${HEAP}`, ...loader],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
}

class Session implements Engine {
  private next = 0;
  private readonly waiting = new Map<number, (answer: Answer | Failure) => void>();
  private ended: Failure | undefined;
  private readonly gone: Promise<void>;

  private readonly child: ChildProcess;
  private readonly patience: Patience;

  constructor(child: ChildProcess, patience: Patience) {
    this.child = child;
    this.patience = patience;
    child.on("message", (response: Response) => this.receive(response));
    this.gone = new Promise((done) => {
      child.on("exit", (code, signal) => {
        this.end({ failure: "crash", message: `DuckDB ended with ${signal ?? `code ${code}`}` });
        done();
      });
      child.on("error", () => {
        this.end({ failure: "crash", message: "DuckDB cannot be started" });
        done();
      });
    });
  }

  query(sql: string): Promise<Answer | Failure> {
    return this.ask((id) => ({ id, sql }));
  }

  async close(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.gone;
  }

  /** Sends a request and waits for the answer. A request that exceeds the timeout is interrupted, and then the process is killed. */
  async ask(make: (id: number) => Request): Promise<Answer | Failure> {
    if (this.ended !== undefined) return this.ended;
    const id = this.next++;
    const { query, interrupt } = this.patience;
    const answered = new Promise<Answer | Failure>((done) => this.waiting.set(id, done));
    const first = setTimeout(() => this.child.connected && this.child.send({ interrupt: true }), query);
    const last = setTimeout(() => this.child.kill("SIGKILL"), query + interrupt);
    this.child.send(make(id), () => {});
    const answer = await answered;
    clearTimeout(first);
    clearTimeout(last);
    if (!isFailure(answer) || answer.failure !== "time") return answer;
    return { ...answer, message: `it took more than ${query / 1000} seconds` };
  }

  private receive({ id, answer }: Response): void {
    if (id === -1 && isFailure(answer)) this.end(answer);
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }

  /** Answers every request with the reason why the process has ended. The first reason counts. */
  private end(reason: Failure): void {
    this.ended ??= reason;
    for (const answer of this.waiting.values()) answer(this.ended);
    this.waiting.clear();
  }
}
