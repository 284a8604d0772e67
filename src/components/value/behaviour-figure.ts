import type { Report } from "../../data/published/report.js";
import type { PublishedLink } from "../../data/published/value.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dotInterval } from "../charts/dot-interval.js";
import { colour } from "../charts/palette.js";
import { countColumn } from "../tables/figure-columns.js";
import { intervalColumns } from "../tables/interval-columns.js";
import { byChance } from "../words/by-chance.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import {
  type BehaviourOutcome,
  behaviourName,
  behaviourTitle,
  laterValueNote,
} from "./behaviour-sentences.js";

/** What clients that began differently came to, by what they did in their first year. */
export function behaviourFigure(link: PublishedLink, outcome: BehaviourOutcome, report: Report): HTMLElement {
  const f = formatter(report);
  const money = outcome === "secondYear";
  const format = (value: number) => (money ? f.moneyShort(value) : f.percent(value));
  const most = Math.max(...link.groups.map((group) => group[outcome].value));
  const measure = money
    ? `Mean ${report.moneyIs} of the second year`
    : "Share that bought again, or was under contract, in the second year";
  const reading = link.groups.some(({ group }) => group.startsWith("below "))
    ? " (its mean reading in the first year; clients in thirds)"
    : "";
  return chartFigure({
    title: behaviourTitle(link, outcome, report),
    subtitle: `${measure}, by ${link.behaviour}${reading}`,
    caption: `${f.count(link.clients)} clients; lines are 80% intervals. Chance alone makes such a gap in ${byChance(link.p[outcome], report)}, corrected for everything that was looked at. ${laterValueNote(link, report)}`,
    summary: link.groups
      .map(
        (group) =>
          `${group.group}: ${format(group[outcome].value)}, ${plural(f.count(group.clients), "client")}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "group", label: behaviourName(link.behaviour) },
        countColumn("clients", "Clients", report),
        ...intervalColumns<PublishedLink["groups"][number]>(
          "secondYear",
          `${sentenceCase(report.moneyIs)} of year two`,
          (row) => row.secondYear,
          f.money,
          report.currency,
        ),
        ...intervalColumns<PublishedLink["groups"][number]>(
          "laterValue",
          "Lifetime value after year one",
          (row) => row.laterValue,
          f.money,
          report.currency,
        ),
        ...intervalColumns<PublishedLink["groups"][number]>(
          "stayed",
          "Stayed",
          (row) => row.stayed,
          f.percent,
        ),
      ],
      rows: link.groups,
    },
    chart: (width) =>
      dotInterval(
        link.groups.map((group) => ({
          ...group[outcome],
          label: `${group.group} (${f.count(group.clients)})`,
          ...(group[outcome].value === most && { colour: colour.accent }),
        })),
        {
          width,
          axis: money
            ? `${sentenceCase(report.moneyIs)} of a client in its second year, ${report.currency}`
            : "Stayed",
          format,
        },
      ),
  });
}
