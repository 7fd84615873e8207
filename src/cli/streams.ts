import { reasonOf } from "../host/system-error.ts";
import { exit } from "./exit-code.ts";

/**
 * Handles a stream that cannot be written. A reader that has seen enough (`dex compile --diff | head`) closes the pipe, which is not a failure.
 * Any other fault, such as a full disk behind `>`, ends dex, since its result is incomplete.
 */
export function guardStreams(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams)
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      if (stream !== process.stderr) process.stderr.write(`dex: the output cannot be written (${reasonOf(error)})\n`);
      process.exit(exit.usage);
    });
}
