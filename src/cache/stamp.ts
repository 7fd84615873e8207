import type { Host } from "../host/host.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** What a run left behind, so that the next one can tell at a glance that nothing has changed since. `Finding` is what it had to say about the inputs. */
export interface Stamp<Finding> {
  readonly build: string;
  /** The folders and files that the run read, and their state before it read them. */
  readonly inputs: readonly string[];
  readonly inputSignature: string;
  readonly out: string;
  /** The hash of the manifest that lists the outputs. */
  readonly manifest: string;
  /** The state of the output folder in which every file was seen to be what the manifest says; absent until that was looked at. */
  readonly outputSignature?: string;
  /** What the run said, to be said again. */
  readonly message: string;
  readonly findings: readonly Finding[];
}

/** Reads the stamp of a folder; undefined when there is none of this build. */
export async function readStamp<Finding>(host: Host, path: string, build: string): Promise<Stamp<Finding> | undefined> {
  const stored = await readJsonFile(host, path);
  // The file is dex's own and carries the build that wrote it, so its findings have this type.
  return isStamp(stored) && stored.build === build ? (stored as Stamp<Finding>) : undefined;
}

/** Leaves a stamp. */
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
