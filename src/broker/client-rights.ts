import type { Admin } from "@platformatic/kafka";
import { Bug } from "../text/bug.ts";
import { type Broker, type BrokerRight, type BrokerRights, Unreachable } from "./broker.ts";
import { hasErrorCode, withBrokerErrors } from "./client-errors.ts";

type Described = Awaited<ReturnType<Admin["describeAcls"]>>[number];
type Creation = Parameters<Admin["createAcls"]>[0]["creations"][number];

// The numbers of Kafka's protocol.
const ANY = 1;
const RESOURCES = { topic: 2, group: 3 } as const;
const PATTERNS = { literal: 3, prefixed: 4 } as const;
const EFFECTS = { deny: 2, allow: 3 } as const;
const OPERATIONS = {
  All: 2,
  Read: 3,
  Write: 4,
  Create: 5,
  Delete: 6,
  Alter: 7,
  Describe: 8,
  ClusterAction: 9,
  DescribeConfigs: 10,
  AlterConfigs: 11,
  IdempotentWrite: 12,
} as const;
const BROKER = 4;
const CLUSTER_AUTHORIZATION_FAILED = 31;
const SECURITY_DISABLED = 54;
/** The setting of Kafka's authorizer that lets everyone use a resource without rights. No client can read its value. */
const OPEN = "allow.everyone.if.no.acl.found";

const EVERYTHING = {
  resourceType: ANY,
  resourceName: null,
  resourcePatternType: ANY,
  principal: null,
  host: null,
  operation: ANY,
  permissionType: ANY,
} as const;

/** The requests about access rights. */
export function rightsClient(admin: Admin): Pick<Broker, "rights" | "grant" | "revoke"> {
  return {
    rights: () => rights(admin),
    grant: (wanted) => withBrokerErrors("grant access rights", admin.createAcls({ creations: wanted.map(creationOf) })),
    revoke: async (unwanted) => {
      await withBrokerErrors("revoke access rights", admin.deleteAcls({ filters: unwanted.map(creationOf) }));
    },
  };
}

async function rights(admin: Admin): Promise<BrokerRights | "no-authorizer"> {
  let described: readonly Described[];
  try {
    described = await admin.describeAcls({ filter: EVERYTHING });
  } catch (error) {
    if (hasErrorCode(error, [SECURITY_DISABLED])) return "no-authorizer";
    if (!hasErrorCode(error, [CLUSTER_AUTHORIZATION_FAILED]))
      return withBrokerErrors("list the access rights", Promise.reject(error));
    throw new Unreachable(
      "This user may not read the access rights of the cluster. Grant it Describe on the cluster, or leave access rights alone: --no-acls",
    );
  }
  return { rights: described.flatMap(rightsIn), openByDefault: await isOpenByDefault(admin) };
}

/** True if the broker has the setting, or this user may not read its settings. */
async function isOpenByDefault(admin: Admin): Promise<boolean> {
  const { brokers } = await withBrokerErrors("list the brokers", admin.metadata({ topics: [] }));
  const [node] = brokers.keys();
  const resources = [{ resourceType: BROKER, resourceName: String(node) }] as const;
  try {
    const described = await admin.describeConfigs({ resources: [...resources] });
    return described.some(({ configs }) => configs.some(({ name }) => name === OPEN));
  } catch (error) {
    if (hasErrorCode(error, [CLUSTER_AUTHORIZATION_FAILED])) return true;
    return withBrokerErrors("describe the settings of a broker", Promise.reject(error));
  }
}

function rightsIn({ resourceType, resourceName: name, resourcePatternType, acls }: Described): BrokerRight[] {
  const resource = nameOf(RESOURCES, resourceType);
  const pattern = nameOf(PATTERNS, resourcePatternType);
  if (resource === undefined || pattern === undefined) return [];
  return acls.flatMap(({ principal, host, operation, permissionType }) => {
    const effect = nameOf(EFFECTS, permissionType);
    const named = nameOf(OPERATIONS, operation);
    if (effect === undefined || named === undefined) return [];
    return [{ principal, host, resource, name, pattern, operation: named, effect }];
  });
}

function creationOf({ principal, host, resource, name, pattern, operation, effect }: BrokerRight): Creation {
  const number = (OPERATIONS as Readonly<Record<string, Creation["operation"]>>)[operation];
  if (number === undefined) throw new Bug(`unknown operation ${operation}`);
  return {
    resourceType: RESOURCES[resource],
    resourceName: name,
    resourcePatternType: PATTERNS[pattern],
    principal,
    host,
    operation: number,
    permissionType: EFFECTS[effect],
  };
}

function nameOf<K extends string>(numbers: Readonly<Record<K, number>>, wanted: number): K | undefined {
  // The keys of a table are exactly the names in its type.
  return (Object.keys(numbers) as K[]).find((name) => numbers[name] === wanted);
}
