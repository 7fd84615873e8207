import type { Host } from "../host/host.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** What a run without findings left behind, so that the next one can tell at a glance that nothing has changed since. */
export interface Stamp {
  readonly build: string;
  /** The folders and files the run read. */
  readonly inputs: readonly string[];
  readonly out: string;
  readonly inputSignature: string;
  readonly outputSignature: string;
  /** What the run said, to be said again. */
  readonly message: string;
}

/** Reads the stamp of a folder; undefined when there is none of this build. */
export async function readStamp(host: Host, path: string, build: string): Promise<Stamp | undefined> {
  const stored = await readJsonFile(host, path);
  return isStamp(stored) && stored.build === build ? stored : undefined;
}

/** Leaves a stamp. */
export async function writeStamp(host: Host, path: string, stamp: Stamp): Promise<void> {
  await writeJsonFile(host, path, stamp);
}

function isStamp(value: unknown): value is Stamp {
  if (typeof value !== "object" || value === null) return false;
  const stamp = value as Partial<Record<keyof Stamp, unknown>>;
  const texts = [stamp.build, stamp.out, stamp.inputSignature, stamp.outputSignature, stamp.message];
  return texts.every((text) => typeof text === "string") && Array.isArray(stamp.inputs);
}
