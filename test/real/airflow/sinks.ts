import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";

/** A server that keeps what it was sent. */
export interface Sink {
  readonly port: number;
  readonly messages: string[];
  /** Whether it refuses every message. */
  isDown: boolean;
  stop(): Promise<void>;
}

/** What Slack's webhooks are to a test: every message that is posted. */
export async function slackSink(): Promise<Sink> {
  const messages: string[] = [];
  const server = createHttp((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      response.statusCode = sink.isDown ? 500 : 200;
      if (!sink.isDown) messages.push((JSON.parse(text) as { text: string }).text);
      response.end("ok");
    });
  });
  const sink = await listening(server, messages);
  return sink;
}

/** A mail server that takes everything: every message with its envelope. */
export async function mailSink(): Promise<Sink> {
  const messages: string[] = [];
  const server = createTcp((socket: Socket) => {
    let said = "";
    let inMessage = false;
    socket.write("220 sink\r\n");
    socket.on("error", () => {
      // A client that hangs up has said what it had to say.
    });
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      if (inMessage) {
        if (!said.endsWith("\r\n.\r\n")) return;
        messages.push(said);
        inMessage = false;
        said = "";
        socket.write("250 ok\r\n");
        return;
      }
      for (const line of chunk.split("\r\n").filter((one) => one !== "")) {
        if (/^data/i.test(line)) inMessage = true;
        socket.write(inMessage ? "354 go on\r\n" : /^quit/i.test(line) ? "221 bye\r\n" : "250 ok\r\n");
        if (/^quit/i.test(line)) socket.end();
      }
    });
  });
  return await listening(server, messages);
}

async function listening(server: Server, messages: string[]): Promise<Sink> {
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
    });
  return { port, messages, isDown: false, stop };
}
