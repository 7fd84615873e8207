import { makeProject, type Project } from "./project.ts";

/** A contract without faults. */
export const CUSTOMERS = `contract:
  name: customers
  version: "1.0.0"
  owner: data-team@example.com
dataset:
  kind: table
  primary_key: [customer_id]
schema:
  type: object
  required: [customer_id]
  properties:
    customer_id: {type: string, max_length: 20}
    segment: {type: string, enum: [new, loyal]}
`;

/** Another one; it refers to the first. */
export const ORDERS = `contract:
  name: orders
  version: "1.0.0"
  owner: data-team@example.com
dataset:
  kind: table
  primary_key: [order_id]
schema:
  type: object
  required: [order_id]
  properties:
    order_id: {type: string, format: uuid}
    customer_id: {type: string, not_null: true, references: customers.customer_id}
    amount: {type: decimal, precision: 10, scale: 2, minimum: 0}
`;

/** A project of the two. */
export function shop(files: Readonly<Record<string, string>> = {}): Project {
  return makeProject({
    "contracts/customers.contract.yaml": CUSTOMERS,
    "contracts/orders.contract.yaml": ORDERS,
    ...files,
  });
}

/** The second contract with a field of a type that does not exist. */
export const WRONG = ORDERS.replace("type: decimal, precision: 10, scale: 2, minimum: 0", "type: decimall");
