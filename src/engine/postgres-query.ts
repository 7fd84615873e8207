import type { Client } from "pg";
import { reasonOf } from "./postgres-problem.ts";
import type { Answer, Cell, Engine, Failure } from "./query.ts";

/** A PostgreSQL database, and how long a query may take, in milliseconds. */
export interface PostgresSettings {
  /** A URL, which no message shows. */
  readonly url: string;
  readonly patience: number;
}

const CONNECT_WITHIN = 10_000;

/** The most milliseconds after which the client gives up a query that the server should have ended. */
const BEYOND = 5_000;

const BOOLEAN = 16;

/**
 * Opens a connection that only reads, in one transaction: all queries see the same state of the data. The session is in UTC, and the queries have the
 * name `dex validate` in the server's views.
 */
export async function openPostgres({ url, patience }: PostgresSettings): Promise<Engine | Failure> {
  const driver = await import("pg").catch(() => undefined);
  if (driver === undefined)
    return { failure: "setup", message: "the package pg is not installed. Install it: npm install --save-dev pg" };
  try {
    const client = new driver.default.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_WITHIN,
      query_timeout: patience + BEYOND,
      application_name: "dex validate",
    });
    // Without a listener, a broken connection would end the process.
    client.on("error", () => {});
    await client.connect();
    // Not startup parameters, since connection poolers refuse those.
    await client.query("begin transaction isolation level repeatable read, read only");
    await client.query(
      `set local statement_timeout = ${patience}; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'`,
    );
    return new Session(client, patience);
  } catch (error) {
    return { failure: "setup", message: reasonOf(error) };
  }
}

class Session implements Engine {
  private readonly client: Client;
  private readonly patience: number;

  constructor(client: Client, patience: number) {
    this.client = client;
    this.patience = patience;
  }

  /** A query that fails leaves the transaction as it was. */
  async query(sql: string): Promise<Answer | Failure> {
    try {
      await this.client.query("savepoint dex");
      const { fields, rows } = await this.client.query<Cell[]>({ text: sql, rowMode: "array", types: TYPES });
      await this.client.query("release savepoint dex");
      return { columns: fields.map(({ name }) => name), rows };
    } catch (error) {
      await this.client.query("rollback to savepoint dex").catch(() => {});
      return this.failureOf(error);
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => {});
  }

  private failureOf(error: unknown): Failure {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    const isLate = code === "57014" || (error instanceof Error && /timeout/i.test(error.message));
    if (isLate) return { failure: "time", message: `it took more than ${this.patience / 1000} seconds` };
    // A message of the server has no address and no password. Those of the driver may have.
    if (/^[0-9A-Z]{5}$/.test(code) && error instanceof Error)
      return { failure: "query", message: error.message.split("\n", 1)[0] ?? "" };
    return { failure: "crash", message: reasonOf(error) };
  }
}

/** Values as text, so that no digit is lost, except for booleans. */
const TYPES = {
  getTypeParser: (type: number) => (text: string) => (type === BOOLEAN ? text === "t" : text),
};
