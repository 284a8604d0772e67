import type { ProspectsPage } from "../../data/published/prospects.js";
import { dataTable } from "../tables/data-table.js";
import type { Formatter } from "../words/format.js";

/** The tiers: how many prospects, what one is worth if won, and what all of them are expected to bring. */
export function prospectTiers(page: ProspectsPage, f: Formatter): HTMLElement {
  return dataTable({
    caption: "Tiers of prospects",
    rows: page.tiers,
    download: { filename: "prospect-tiers.csv" },
    columns: [
      { key: "tier", label: "Tier" },
      { key: "prospects", label: "Prospects", format: (value) => f.count(Number(value)) },
      {
        key: "meanExpectedClv",
        label: "Mean CLV if won",
        format: (value) => f.moneyShort(Number(value)),
      },
      { key: "expectedClv", label: "CLV if all were won", format: (value) => f.moneyShort(Number(value)) },
      ...(page.hasWinProbability
        ? [
            {
              key: "expectedValue",
              label: "Expected value",
              format: (value: unknown) => f.moneyShort(Number(value)),
            },
          ]
        : []),
    ],
  });
}
