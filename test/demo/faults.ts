import { customerFaults, productFaults } from "./master-faults.ts";
import { orderFaults, tableFaults } from "./order-faults.ts";
import type { Fault } from "./plant.ts";

/** Every fault there is. All that are not tolerated can be planted together. */
export const faults = [...customerFaults, ...productFaults, ...orderFaults, ...tableFaults];

/** The name of a fault. */
export type FaultName = (typeof faults)[number]["name"];

/** The fault of a name. */
export function faultOf(name: FaultName): Fault<FaultName> {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`there is no fault "${name}"`);
  return found;
}

/** The faults that a contract does not tolerate. */
export const caughtFaults: readonly FaultName[] = faults
  .filter((fault: Fault) => fault.tolerated !== true)
  .map(({ name }) => name);
