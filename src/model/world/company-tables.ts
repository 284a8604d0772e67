import { onboardingOwners } from "./accounts.js";
import type { Vendor } from "./deal.js";
import { LOYALTY, LOYALTY_INDUSTRIES, ONBOARDING } from "./initiatives.js";

import { PRODUCTS } from "./product-range.js";
import { dateCell, lazyTable, type Table } from "./table.js";

/** What the vendor sells. */
export function productsTable(): Table {
  return lazyTable(["product", "category", "list_price"], function* () {
    for (const { product, category, listPrice } of PRODUCTS) yield [product, category, listPrice];
  });
}

/** What the vendor did for some of its clients; several values of a field are separated by semicolons. */
export function initiativesTable(vendor: Vendor): Table {
  return lazyTable(["name", "start", "end", "field", "values", "note"], function* () {
    for (const { name, startDay, field, note } of [ONBOARDING, LOYALTY]) {
      const values = field === "success_owner" ? onboardingOwners(vendor) : LOYALTY_INDUSTRIES;
      yield [name, dateCell(startDay), null, field, values.join(";"), note];
    }
  });
}
