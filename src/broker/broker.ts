/** A setting of a topic as the broker has it. */
export interface BrokerSetting {
  readonly value: string;
  /** Set on the topic itself, not inherited. */
  readonly own: boolean;
  /** What would be in force if the topic said nothing. */
  readonly inherited: string;
}

/** A topic as the broker has it. */
export interface BrokerTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly settings: Readonly<Record<string, BrokerSetting>>;
}

/** A topic to be made. */
export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly config: Readonly<Record<string, string>>;
}

/** A change of one setting; without a value it is taken away from the topic. */
export interface SettingEdit {
  readonly name: string;
  readonly value?: string;
}

/** A right as the broker has it: one operation that somebody may do, or may not. */
export interface BrokerRight {
  /** With its kind: `User:ann`. */
  readonly principal: string;
  /** From where; `*` is from anywhere. */
  readonly host: string;
  readonly resource: "topic" | "group";
  readonly name: string;
  readonly pattern: "literal" | "prefixed";
  /** Kafka's name of it: `Read`. */
  readonly operation: string;
  readonly effect: "allow" | "deny";
}

/** The rights that a broker keeps. */
export interface BrokerRights {
  readonly rights: readonly BrokerRight[];
  /** The broker may let everybody use what nobody has a right on. */
  readonly openByDefault: boolean;
}

/** Whether a change is made, or only put to the broker, which says whether it would make it. */
interface How {
  readonly validateOnly: boolean;
}

/** What dex asks of a Kafka cluster. Settings that are not named are never touched. */
export interface Broker {
  /** Those of the topics that exist. */
  topics(names: readonly string[]): Promise<readonly BrokerTopic[]>;
  create(topic: NewTopic, how: How): Promise<void>;
  alter(topic: string, edits: readonly SettingEdit[], how: How): Promise<void>;
  addPartitions(topic: string, count: number, how: How): Promise<void>;
  remove(topic: string): Promise<void>;
  /** Those on topics and groups; a broker without an authorizer keeps none. */
  rights(): Promise<BrokerRights | "no-authorizer">;
  grant(rights: readonly BrokerRight[]): Promise<void>;
  revoke(rights: readonly BrokerRight[]): Promise<void>;
  close(): Promise<void>;
}

/** How to reach a cluster. Secrets are values here, and are never printed. */
export interface BrokerAccess {
  readonly servers: readonly string[];
  readonly tls: boolean;
  readonly sasl?: {
    readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    readonly username: string;
    readonly password: string;
  };
}

/** The outside failed: no broker there, no rights, no client installed. The message is for people and holds no secret. */
export class Unreachable extends Error {
  override readonly name: string = "Unreachable";
}

/** The broker is there, and does not do what it is asked: because of what that is, or of who asks. */
export class BrokerRefusal extends Unreachable {
  override readonly name = "BrokerRefusal";
  readonly kind: "invalid" | "unauthorised";
  /** The broker's own words. */
  readonly said: string;

  constructor(what: string, said: string, kind: BrokerRefusal["kind"]) {
    super(`The broker would not ${what}: ${said}`);
    this.said = said;
    this.kind = kind;
  }
}
