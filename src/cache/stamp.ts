import type { Host } from "../host/host.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** The note of a run, by which the next one sees that nothing has changed. `Finding` is the type of its findings. */
export interface Stamp<Finding> {
  readonly build: string;
  /** The folders and files that the run read. */
  readonly inputs: readonly string[];
  /** Their state before the run read them. */
  readonly inputSignature: string;
  readonly out: string;
  /** The hash of the manifest that lists the outputs. */
  readonly manifest: string;
  /** The state of the output folder when every file matched the manifest; absent until they were compared. */
  readonly outputSignature?: string;
  /** What the run printed, to be printed again. */
  readonly message: string;
  readonly findings: readonly Finding[];
}

/** Reads a stamp; undefined when it is missing or is of another build. */
export async function readStamp<Finding>(host: Host, path: string, build: string): Promise<Stamp<Finding> | undefined> {
  const stored = await readJsonFile(host, path);
  // The file is dex's own and carries the build that wrote it, so its findings have this type.
  return isStamp(stored) && stored.build === build ? (stored as Stamp<Finding>) : undefined;
}

/** Writes a stamp. */
export async function writeStamp<Finding>(host: Host, path: string, stamp: Stamp<Finding>): Promise<void> {
  await writeJsonFile(host, path, stamp);
}

function isStamp(value: unknown): value is Stamp<unknown> {
  if (typeof value !== "object" || value === null) return false;
  const stamp = value as Partial<Record<keyof Stamp<unknown>, unknown>>;
  const texts = [stamp.build, stamp.out, stamp.inputSignature, stamp.manifest, stamp.message];
  return (
    texts.every((text) => typeof text === "string") && Array.isArray(stamp.inputs) && Array.isArray(stamp.findings)
  );
}
