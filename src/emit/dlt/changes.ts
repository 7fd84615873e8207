import { alterations } from "../../dialect/alteration.ts";
import { alterUnderViews } from "../../dialect/postgres-views.ts";
import * as python from "../../text/quote/python.ts";
import { fixedHeader } from "../header.ts";
import type { View } from "../render.ts";

/** The view of the module that changes the tables of the warehouse: what each warehouse can change. */
export function changesView() {
  return {
    header: fixedHeader,
    warehouses: python.value(alterations, { indent: 0, column: 45, tail: 0 }),
    alterUnderViews: python.longString(alterUnderViews),
  } satisfies View;
}
