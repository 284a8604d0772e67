import type { MarketPage } from "../../data/published/market.js";
import type { Report } from "../../data/published/report.js";
import { plural } from "../../model/words/plural.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { counted, sentenceCase } from "../words/wording.js";

/** Whether what earlier clients taught held for those won after them. */
export function refitSentence({ refits }: Pick<MarketPage, "refits">, report: Report): string {
  const f = formatter(report);
  const told = refits.flatMap(({ lift }) => (lift === null ? [] : [lift]));
  if (told.length === 0) {
    return "Too few clients were followed for five quarters to learn the profile anew from earlier ones.";
  }
  const held = told.filter(({ low }) => low > 1).length;
  const agreed = refits.flatMap(({ until, scoreAgreement }) =>
    scoreAgreement === null ? [] : [`${scoreAgreement.toFixed(2)} up to ${until}`],
  );
  const [earliest] = agreed;
  const latest = agreed.length > 1 ? ` and ${agreed.at(-1)}` : "";
  const scores =
    earliest === undefined
      ? ""
      : ` The order of the prospects by the scores learned then agrees with that by all clients to ${earliest}${latest}, where 1 is the same and 0 nothing in common; the later, the more clients they share.`;
  return `Learned anew from the clients won up to a year, the rule that stood out most picked better clients among those won after it in ${held === told.length ? `all ${plural(f.count(told.length), "case")}` : `${held === 0 ? "none" : counted(held, "case")} of ${f.count(told.length)}`}.${scores}`;
}

/** What clients up to each year would have taught, and whether it held. */
export function marketRefitTable(market: Pick<MarketPage, "refits">, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable({
    rows: market.refits,
    columns: [
      { key: "until", label: "Clients up to" },
      { key: "clients", label: "Clients" },
      { key: "after", label: "Won after" },
      {
        key: "lift",
        label: "Worth of its clients after",
        align: "right",
        value: ({ lift }) => lift?.value ?? null,
        format: (_, { lift }) => (lift ? f.multipleInterval(lift) : "–"),
      },
      {
        key: "samePicked",
        label: "Prospects in common",
        align: "right",
        format: (value) => f.percent(Number(value)),
      },
      {
        key: "scoreAgreement",
        label: "Order of scores agrees",
        align: "right",
        format: (value) => Number(value).toFixed(2),
      },
      {
        key: "sentence",
        label: "Rule learned then",
        sortable: false,
        wide: true,
        format: (value) => sentenceCase(String(value)),
      },
    ],
    caption: "Rules and scores learned anew from earlier clients",
    download: { filename: "market-refits.csv" },
    locale: report.locale,
  });
}
