/** A topic setting on the broker. */
export interface BrokerSetting {
  readonly value: string;
  /** True if the topic itself sets it, false if it is inherited. */
  readonly own: boolean;
  /** The value that applies if the topic does not set it. */
  readonly inherited: string;
}

/** A topic on the broker. */
export interface BrokerTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly settings: Readonly<Record<string, BrokerSetting>>;
}

/** A topic to create. */
export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly config: Readonly<Record<string, string>>;
}

/** A change of one setting. Without a value, it removes the setting from the topic. */
export interface SettingEdit {
  readonly name: string;
  readonly value?: string;
}

/** An access right (ACL) on the broker: one operation that a principal may or may not use. */
export interface BrokerRight {
  /** The name with its type: `User:ann`. */
  readonly principal: string;
  /** The host of the client; `*` is any host. */
  readonly host: string;
  readonly resource: "topic" | "group";
  readonly name: string;
  readonly pattern: "literal" | "prefixed";
  /** Kafka's name of the operation: `Read`. */
  readonly operation: string;
  readonly effect: "allow" | "deny";
}

/** The access rights on the broker. */
export interface BrokerRights {
  readonly rights: readonly BrokerRight[];
  /** True if the broker may let everyone use a resource without rights. */
  readonly openByDefault: boolean;
}

/** How the broker handles a request. */
interface RequestMode {
  /** True to validate the change without making it. */
  readonly validateOnly: boolean;
}

/** The requests that dex sends to a Kafka cluster. Other settings do not change. */
export interface Broker {
  /** The existing topics among these names. */
  topics(names: readonly string[]): Promise<readonly BrokerTopic[]>;
  create(topic: NewTopic, mode: RequestMode): Promise<void>;
  alter(topic: string, edits: readonly SettingEdit[], mode: RequestMode): Promise<void>;
  addPartitions(topic: string, count: number, mode: RequestMode): Promise<void>;
  remove(topic: string): Promise<void>;
  /** The rights on topics and groups, if the broker has an authorizer. */
  rights(): Promise<BrokerRights | "no-authorizer">;
  grant(rights: readonly BrokerRight[]): Promise<void>;
  revoke(rights: readonly BrokerRight[]): Promise<void>;
  close(): Promise<void>;
}

/** How to connect to a cluster. Secrets are values here; dex never prints them. */
export interface BrokerAccess {
  readonly servers: readonly string[];
  readonly tls: boolean;
  readonly sasl?: {
    readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    readonly username: string;
    readonly password: string;
  };
}

/** A failure outside dex: no broker, no rights, or no client installed. The message is for users and contains no secret. */
export class Unreachable extends Error {
  override readonly name: string = "Unreachable";
}

/** The broker refused a request: the request is invalid, or the user is not authorised. */
export class BrokerRefusal extends Unreachable {
  override readonly name = "BrokerRefusal";
  readonly kind: "invalid" | "unauthorised";
  /** The message of the broker. */
  readonly reason: string;

  constructor(action: string, reason: string, kind: BrokerRefusal["kind"]) {
    super(`The broker refused to ${action}: ${reason}`);
    this.reason = reason;
    this.kind = kind;
  }
}
