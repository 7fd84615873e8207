import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { Unreachable } from "../../src/broker/broker.ts";
import { registryAt } from "../../src/broker/registry.ts";

const LIMITS = { milliseconds: 5000, bytes: 1000 };
const SECRET = "t0ken-that-nobody-sees";

/** A registry on this machine, with a secret in its address. */
async function registryOf(listener: RequestListener, limits = LIMITS) {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return registryAt(
    { url: `http://127.0.0.1:${port}/api/?token=${SECRET}`, username: "dex", password: SECRET },
    limits,
  );
}

function answering(status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body);
}

/** The message of a failure, without the port. */
async function failure(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Unreachable);
  const { message } = error as Unreachable;
  expect(message).not.toContain(SECRET);
  expect(message).not.toContain("\n");
  expect(message.length).toBeLessThan(350);
  return message.replace(/:\d+/, "");
}

it.each<[string, RequestListener, string]>([
  ["a login page", answering(200, "<!doctype html><title>Log in</title>"), "did not answer with JSON"],
  ["a login page that says 404", answering(404, "<!doctype html>"), "refused GET /subjects/a-value/versions: 404"],
  ["JSON that says 404 of another server", answering(404, "{}"), "refused GET /subjects/a-value/versions: 404"],
  [
    "a redirect",
    answering(302, "", { location: `https://login.example/?t=${SECRET}` }),
    "redirects to https://login.example. Give",
  ],
  [
    "a redirect within the server",
    answering(307, "", { location: `/login?t=${SECRET}` }),
    "redirects to another address",
  ],
  ["a page of an error", answering(502, `<p>${"x".repeat(500)}`), "refused GET /subjects/a-value/versions: 502"],
  ["a message of several lines", answering(401, '{"message": "No.\\nTrace"}'), "versions: 401 No."],
  ["a long message", answering(500, JSON.stringify({ message: "y".repeat(900) })), "versions: 500 yyy"],
  ["an object in place of a list", answering(200, '{"versions": [1]}'), "expected a list of version numbers"],
  ["strings in place of numbers", answering(200, '["1"]'), "expected a list of version numbers"],
  ["nothing", answering(200, ""), "expected a list of version numbers"],
  ["a large answer", answering(200, `[${"1,".repeat(1000)}1]`), "more than 1000 bytes"],
  ["a reset", (request) => request.socket.resetAndDestroy(), "does not respond: "],
  [
    "half an answer",
    (_, response) => void response.writeHead(200, { "content-length": "50" }).write("[1", () => response.destroy()),
    "does not respond: ",
  ],
  ["no answer", () => undefined, "does not respond: no full answer within 0.3 s"],
  [
    "an answer in drips",
    (_, response) => {
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    },
    "does not respond: no full answer within 0.3 s",
  ],
])("says what is wrong with %s", async (_, listener, wanted) => {
  const registry = await registryOf(listener, wanted.includes("within") ? { ...LIMITS, milliseconds: 300 } : LIMITS);
  expect(await failure(registry.subject("a-value"))).toContain(wanted);
});

it.each<[string, string]>([
  ["/api/subjects/a/versions/1", "expected an object with a schema"],
  ["/api/config/a", "expected an object with a compatibility level"],
  ["/api/compatibility/subjects/a/versions", "expected an object with is_compatible"],
  ["/api/subjects/a/versions", "expected an object with an id"],
])("says what is wrong with another JSON at %s", async (wrong, wanted) => {
  const good: Readonly<Record<string, string>> = {
    "/api/subjects/a/versions": "[1]",
    "/api/subjects/a/versions/1": '{"schema": "{}"}',
  };
  const registry = await registryOf(({ url = "", method }, response) => {
    const path = new URL(url, "http://a").pathname;
    response.end(
      path === wrong && (method === "POST" || path !== "/api/subjects/a/versions") ? "[[]]" : (good[path] ?? "[[]]"),
    );
  });
  const schema = { type: "JSON", text: "{}" };
  const work = wrong.includes("compatibility")
    ? registry.isCompatible("a", schema)
    : wrong.endsWith("versions")
      ? registry.register("a", schema)
      : registry.subject("a");
  expect(await failure(work)).toContain(wanted);
});

it.each(["not an address", `ftp://a.example/${SECRET}`, `http://dex:${SECRET}@a.example`, `file:///${SECRET}`])(
  "refuses the address %s without repeating it",
  async (url) => {
    expect(await failure(registryAt({ url }, LIMITS).subject("a"))).toContain("The address of the schema registry");
  },
);

it("reads versions, the type and the level, with the token and the login", async () => {
  const asked: string[] = [];
  const registry = await registryOf(({ url = "", headers }, response) => {
    asked.push(`${url} ${headers.authorization?.split(" ")[0]}`);
    const path = new URL(url, "http://a").pathname;
    if (path === "/api/config/a%2Fb") response.writeHead(404).end('{"error_code": 40408, "message": "none"}');
    else response.end(path.endsWith("/versions") ? "[2, 1]" : '{"schema": "{}", "schemaType": "JSON"}');
  });
  const schema = { type: "JSON", text: "{}" };
  expect(await registry.subject("a/b")).toEqual({
    subject: "a/b",
    versions: [
      { version: 1, ...schema },
      { version: 2, ...schema },
    ],
  });
  expect(asked[0]).toBe(`/api/subjects/a%2Fb/versions?token=${SECRET} Basic`);
});

it("treats an unknown subject as a subject without versions", async () => {
  const registry = await registryOf(answering(404, '{"error_code": 40401, "message": "Subject not found"}'));
  expect(await registry.subject("a")).toEqual({ subject: "a", versions: [] });
  expect(await registry.isCompatible("a", { type: "AVRO", text: '"int"' })).toBe(true);
});
