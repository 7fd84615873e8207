import { defineDiagnostics } from "../diagnostics/define.ts";
import type { BrokerChange } from "./change.ts";

type ChangeText = Pick<BrokerChange, "target" | "what"> & { readonly why: string };

/** Reasons why dex does not make a change of a broker or a registry. */
export const diagnostics = defineDiagnostics("kafka", {
  "impossible-change": {
    severity: "error",
    message: ({ target, what, why }: ChangeText) => `${target}: ${what}: ${why}.`,
  },
  "unacknowledged-change": {
    severity: "error",
    message: ({
      target,
      what,
      why,
      needs,
      version,
    }: ChangeText & { readonly needs: string; readonly version: string }) =>
      `${target}: ${what}: ${why}. To allow it, add under "topic": allow: [{change: ${needs}, version: "${version}", reason: "…"}]`,
  },
  "incompatible-schema": {
    severity: "error",
    message: ({ target, why, version }: ChangeText & { readonly version: string }) =>
      `The schema of ${target} is incompatible with the registered versions: ${why}. If readers and writers change together, add under "topic": allow: [{change: schema_incompatible, version: "${version}", reason: "…"}]`,
  },
  "refused-by-broker": {
    severity: "error",
    message: ({ target, what, reason }: Omit<ChangeText, "why"> & { readonly reason: string }) =>
      `${target}: ${what}: the broker would refuse it: ${reason}`,
  },
  "unconfirmed-change": {
    severity: "error",
    message: ({ target, what, why }: ChangeText) =>
      `${target}: ${what}: ${why}. To make it, run: dex kafka apply --caution`,
  },
});
