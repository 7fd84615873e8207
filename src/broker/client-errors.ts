import { BrokerRefusal, Unreachable } from "./broker.ts";

// Kafka's error codes.
const INVALID = [
  17, // INVALID_TOPIC_EXCEPTION
  37, // INVALID_PARTITIONS
  38, // INVALID_REPLICATION_FACTOR
  39, // INVALID_REPLICA_ASSIGNMENT
  40, // INVALID_CONFIG
  42, // INVALID_REQUEST
  44, // POLICY_VIOLATION
];
const UNAUTHORISED = [
  29, // TOPIC_AUTHORIZATION_FAILED
  31, // CLUSTER_AUTHORIZATION_FAILED
];

/** Turns an error of the client into a `BrokerRefusal` or an `Unreachable` with the message of the broker. */
export function withBrokerErrors<T>(action: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    const reason = messageIn(error);
    if (hasErrorCode(error, INVALID)) throw new BrokerRefusal(action, reason, "invalid");
    if (hasErrorCode(error, UNAUTHORISED)) throw new BrokerRefusal(action, reason, "unauthorised");
    throw new Unreachable(`Could not ${action}: ${reason}`);
  });
}

/** The message of the broker. The client nests errors in errors; the innermost message is the useful one. */
function messageIn(error: unknown): string {
  return [...new Set(sentences(error))].join("; ") || "no reason given";
}

/** True when the broker answered with one of these error codes. */
export function hasErrorCode(error: unknown, codes: readonly number[]): boolean {
  return causesOf(error).some(({ apiCode }) => typeof apiCode === "number" && codes.includes(apiCode));
}

type Cause = Readonly<Record<string, unknown>>;

function sentences(error: unknown, depth = 0): string[] {
  const { serverErrorMessage, message } = (error ?? {}) as Cause;
  if (depth > 5) return [];
  if (typeof serverErrorMessage === "string" && serverErrorMessage !== "") return [serverErrorMessage];
  const inner = within(error).flatMap((one) => sentences(one, depth + 1));
  return inner.length > 0 ? inner : typeof message === "string" ? [message] : [];
}

function causesOf(error: unknown, depth = 0): Cause[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  return [error as Cause, ...within(error).flatMap((one) => causesOf(one, depth + 1))];
}

function within(error: unknown): unknown[] {
  if (typeof error !== "object" || error === null) return [];
  const { errors, cause } = error as Cause;
  return [...(Array.isArray(errors) ? errors : []), ...(cause === undefined ? [] : [cause])];
}
