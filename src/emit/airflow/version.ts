import type { AirflowOptions } from "./options.ts";

/** The version of Airflow that a DAG is written for. */
export type Version = AirflowOptions["version"];

/** The major version, which decides where names are imported from. */
export function majorOf(version: Version): "3" | "2" {
  return version === "2" ? "2" : "3";
}

/** True for 3.2 or newer: a DAG may have deadlines, and say which types of run it allows. */
export function isRecent(version: Version): boolean {
  return version === "3";
}
