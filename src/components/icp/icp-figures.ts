import type { IcpPage, PublishedRule } from "../../data/published/icp.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import type { Cell } from "../tables/column.js";
import { intervalColumns } from "../tables/interval-columns.js";
import type { Formatter } from "../words/format.js";
import { worthAgainstAverageWithin } from "../words/worth-against-average.js";
import { icpChangeChart } from "./icp-change-chart.js";
import { changeTitle, meanOutside, yardstickTitle } from "./icp-sentences.js";
import { icpStabilityChart } from "./icp-stability-chart.js";
import { icpYardstick } from "./icp-yardstick.js";

/** Today's profile and the proposed one on one yardstick. */
export function icpYardstickFigure(icp: IcpPage, report: Report, f: Formatter): HTMLElement {
  const named = [
    ...(icp.current ? [{ name: "Today", ...icp.current }] : []),
    ...(icp.proposed ? [{ name: "Proposed", ...icp.proposed }] : []),
  ];
  return chartFigure({
    rank: "lead",
    title: yardstickTitle(icp, f),
    caption: `n = ${f.count(icp.clients)} clients. CLV: ${report.moneyIs} of a client’s first ${f.count(report.horizonMonths)} months. ${icp.hasMultiples ? "Lift: mean CLV of the clients that fit over the mean of all; lines are 80% intervals, 1 is the average client." : "Against the average: mean CLV of the clients that fit less the mean of all, for that mean is too near 0 to divide by; lines are 80% intervals, the mark is the average client."}${icp.proposed ? " Struck out: as it looks on the very clients that chose the rule." : ""}`,
    summary: named
      .map(
        (rule) =>
          `${rule.name}: ${f.percent(rule.shareOfClients)} of clients${rule.shareOfClv === null ? "" : `, ${f.percent(rule.shareOfClv)} of lifetime value`}, mean CLV ${f.moneyShort("p" in rule ? meanOutside(rule, icp) : rule.meanClv)}, ${worthAgainstAverageWithin(rule, icp.hasMultiples, f)}.`,
      )
      .join(" "),
    chart: (width) => icpYardstick(icp, f, width),
    data: {
      rows: named,
      columns: [
        { key: "name", label: "Profile" },
        { key: "sentence", label: "Rule" },
        { key: "clients", label: "Clients", format: whole(f) },
        { key: "shareOfClients", label: "Share of clients", format: (v) => f.percent(Number(v)) },
        { key: "shareOfClv", label: "Share of CLV", format: (v) => f.percent(Number(v)) },
        {
          key: "meanClv",
          label: "Mean CLV",
          value: (rule) => ("p" in rule ? meanOutside(rule, icp) : rule.meanClv),
          format: (v) => f.money(Number(v)),
        },
        ...(icp.hasMultiples
          ? intervalColumns<PublishedRule>("lift", "Lift", ({ lift }) => lift, f.multiple)
          : intervalColumns<PublishedRule>(
              "difference",
              "Against the average",
              ({ difference }) => difference,
              f.money,
              report.currency,
            )),
      ],
    },
  });
}

/** Who enters, stays and leaves as the target moves. */
export function icpChangeFigure(icp: IcpPage, f: Formatter): HTMLElement {
  const { change } = icp;
  if (!change) throw new Error("The profile has not moved: there is no change to draw.");
  const enterOutside = icp.proposed && change.stay.clients === 0 ? meanOutside(icp.proposed, icp) : null;
  const rows = (["leave", "stay", "enter"] as const).map((move) => ({ move, ...change[move] }));
  return chartFigure({
    title: changeTitle(icp, f),
    caption: `n = ${f.count(icp.clients)} clients. From today’s profile to the proposed one; mean CLV as measured on them. Struck out: the clients that enter chose the rule.`,
    summary: rows
      .map(
        ({ move, clients, prospects, meanClv }) =>
          `${f.count(clients)} clients${prospects === null ? "" : ` and ${f.count(prospects)} prospects`} ${move}${meanClv === null ? "" : `, mean CLV ${f.moneyShort(meanClv)}`}`,
      )
      .join("; "),
    chart: (width) => icpChangeChart(change, enterOutside, f, width),
    data: {
      rows,
      columns: [
        { key: "move", label: "Move" },
        { key: "clients", label: "Clients", format: whole(f) },
        { key: "meanClv", label: "Mean CLV", format: (v) => f.moneyShort(Number(v)) },
        { key: "prospects", label: "Prospects", format: whole(f) },
      ],
    },
  });
}

/** How often each condition came back over resamples. */
export function icpStabilityFigure(icp: IcpPage, f: Formatter): HTMLElement {
  const rows = icp.conditionStability;
  const firm = rows.filter(({ share }) => share >= 0.5).length;
  return chartFigure({
    title: `${f.count(firm)} of ${f.count(rows.length)} conditions come back in at least half of the redraws`,
    caption: `Share of resamples of the ${f.count(icp.clients)} clients in which the search names the condition again.`,
    summary: rows.map(({ condition, share }) => `${condition}: ${f.percent(share)}`).join("; "),
    chart: (width) => icpStabilityChart(rows, f, width),
    data: {
      rows,
      columns: [
        { key: "condition", label: "Condition" },
        { key: "share", label: "Comes back", format: (v) => f.percent(Number(v)) },
      ],
    },
  });
}

function whole(f: Formatter) {
  return (value: Cell) => f.count(Number(value));
}
