import { isObject, type Json } from "../source/json.ts";
import { Unreachable } from "./broker.ts";

/** How to connect to a registry. The password is a value here; dex never prints it. */
export interface RegistryAccess {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

/** The limits of one request: the time until its complete answer has arrived, and the size of the answer. */
export interface Limits {
  readonly milliseconds: number;
  readonly bytes: number;
}

const MIME = "application/vnd.schemaregistry.v1+json";
const LIMITS: Limits = { milliseconds: 10_000, bytes: 16 * 1024 * 1024 };

/** Sends a request and returns the answer. Returns undefined if the registry does not know the subject. */
export type Request = (method: string, path: string, body?: object) => Promise<Json | undefined>;

/** An answer that exceeds the limit of its size. */
class LargeAnswer extends Error {}

/** Reports an answer of another form than expected. `wanted` completes the sentence. */
export function unexpected(wanted: string): never {
  throw new Unreachable(`The schema registry gave an unexpected answer: dex expected ${wanted}. Check the address.`);
}

/** Creates the function that sends requests to a registry. Every failure is an `Unreachable` whose message contains no secrets. */
export function requestsTo({ url, username, password }: RegistryAccess, limits: Limits = LIMITS): Request {
  const base = withoutSlashes(url);
  const shown = shownUrl(base);
  const login = username === undefined ? undefined : Buffer.from(`${username}:${password ?? ""}`).toString("base64");
  return async (method, path, body) => {
    const address = addressOf(base, path);
    const request = {
      method,
      headers: {
        accept: `${MIME}, application/json`,
        ...(body !== undefined && { "content-type": MIME }),
        ...(login !== undefined && { authorization: `Basic ${login}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A redirect could send the password to another address.
      redirect: "manual",
      signal: AbortSignal.timeout(limits.milliseconds),
    } as const;
    const fail = (why: string) => new Unreachable(`The schema registry at ${shown} ${why}`);
    const { status, location, text } = await send(address, request, limits.bytes).catch((error: unknown) => {
      if (error instanceof LargeAnswer) throw fail(error.message);
      throw fail(`does not respond: ${reasonOf(error, limits)}`);
    });
    if (status >= 300 && status < 400) throw fail(`redirects to ${shownUrl(location)}. Give the final address.`);
    const answer = jsonIn(text);
    if (status === 404 && isObject(answer) && typeof answer["error_code"] === "number") return undefined;
    if (status >= 400) throw fail(`refused ${method} ${path}: ${status}${messageIn(answer)}`);
    if (answer === undefined) throw fail("did not answer with JSON. Is this the address of a login page or a proxy?");
    return answer;
  };
}

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

async function send(address: string, request: RequestInit, largest: number): Promise<Answer> {
  const response = await fetch(address, request);
  const { status, headers, body } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largest) throw new LargeAnswer(`sent an answer of more than ${largest} bytes. Check the address.`);
    chunks.push(chunk);
  }
  return { status, location: headers.get("location") ?? "", text: Buffer.concat(chunks).toString("utf8") };
}

/** The address of a request. It is checked here, because the messages of `fetch` would repeat a bad address with its secrets. */
function addressOf(base: string, path: string): string {
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol))
    throw new Unreachable("The address of the schema registry is not a URL. Write one such as https://registry:8081.");
  const { username, password } = new URL(base);
  if (username !== "" || password !== "")
    throw new Unreachable(
      "The address of the schema registry has a user or a password. Give them by their own options.",
    );
  // The parameters may contain a token, so the path is inserted before them.
  const address = new URL(base);
  address.pathname = withoutSlashes(address.pathname) + path;
  return address.href;
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url.endsWith("/", end)) end--;
  return url.slice(0, end);
}

/** A URL without the user, the password and the parameters, which may be secrets. */
function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "another address";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

function reasonOf(error: unknown, { milliseconds }: Limits): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no full answer within ${milliseconds / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function jsonIn(text: string): Json | undefined {
  try {
    // The answer of a PUT may be empty.
    return text === "" ? null : (JSON.parse(text) as Json);
  } catch {
    // Not JSON: a page of a proxy.
    return undefined;
  }
}

const LONGEST_MESSAGE = 200;

function messageIn(answer: Json | undefined): string {
  const message = isObject(answer) ? answer["message"] : undefined;
  if (typeof message !== "string") return "";
  const [line = ""] = message.split(/[\r\n]/, 1);
  return ` ${line.slice(0, LONGEST_MESSAGE)}`;
}
