import type { Answer, Engine, Failure } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import type { DataStart } from "../../host/data-start.ts";
import { openData } from "../../host/data-stream.ts";
import { deepestJson, MOST_LEVELS } from "../../quality/lines/json-depth.ts";
import { mixedLineEnds } from "../../quality/lines/line-ends.ts";
import { formatOf } from "../../quality/prepare/format.ts";
import { LARGEST_OBJECT_MIB } from "../../quality/rows/json.ts";

/** An engine whose failures name the user's files, and say what to do about them. It reads the files only after a failure. */
export function explained(engine: Engine, files: readonly DataStart[]): Engine {
  const explanations = new Map<string, Promise<string>>();
  return {
    close: () => engine.close(),
    query: async (sql) => {
      const answer: Answer | Failure = await engine.query(sql);
      if (!isFailure(answer)) return answer;
      // After a crash every query fails with the same message.
      const known = explanations.get(answer.message) ?? sentenceOf(answer, files);
      explanations.set(answer.message, known);
      return { ...answer, message: await known };
    },
  };
}

async function sentenceOf({ failure, message }: Failure, files: readonly DataStart[]): Promise<string> {
  if (failure === "crash") return (await deepFile(files)) ?? message;
  if (failure === "memory") return `${message}. Give it more with --memory MIB, or check fewer rows with --where`;
  if (failure === "time") return `${message}. Allow more with --timeout SECONDS`;
  if (failure !== "query") return message;
  if (message.includes("reached an invalid state")) return (await mixedFile(files)) ?? message;
  const named = files.find(({ absolute }) => message.includes(absolute));
  if (named === undefined) return message;
  const broken = message.startsWith("Malformed JSON in file ") ? brokenBy(message) : undefined;
  if (broken !== undefined)
    return `${named.path} is not valid JSON: ${broken}. Write the file again, or one object in each line of a .jsonl file`;
  if (message.includes("maximum_object_size"))
    return `${named.path} has a JSON value of more than ${LARGEST_OBJECT_MIB} MiB. Write smaller objects`;
  return message.replaceAll(named.absolute, named.path);
}

/** The reason at the end of DuckDB's message about malformed JSON. */
function brokenBy(message: string): string | undefined {
  const reason = message.split(": ").at(-1) ?? "";
  return /^[a-z ]+$/.test(reason) ? reason : undefined;
}

async function deepFile(files: readonly DataStart[]): Promise<string | undefined> {
  for (const file of files.filter((one) => formatOf(one) === "json")) {
    const depth = await reading(file, deepestJson);
    if (depth > MOST_LEVELS)
      return `${file.path} has JSON of ${depth} levels, and dex reads at most ${MOST_LEVELS}. Reduce the nesting`;
  }
  return undefined;
}

async function mixedFile(files: readonly DataStart[]): Promise<string | undefined> {
  for (const file of files.filter((one) => formatOf(one) === "csv")) {
    const mixed = await reading(file, mixedLineEnds);
    if (mixed !== undefined)
      return `line ${mixed.line} of ${file.path} ends with ${mixed.end}, the lines before it with ${mixed.before}. End all lines in the same way`;
  }
  return undefined;
}

async function reading<T>(file: DataStart, read: (content: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T> {
  const data = openData(file);
  try {
    return await read(data.content);
  } finally {
    data.close();
  }
}
