import type { AcquisitionPage } from "../../data/published/acquisition.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dotInterval } from "../charts/dot-interval.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { clientCount, returnTitle } from "./acquisition-sentences.js";

/** Lifetime value for each unit of money spent to win the client, by channel; what is worth more than others stands out. */
export function returnChart(page: AcquisitionPage, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = page.channels.flatMap((channel) =>
    channel.ratio === null
      ? []
      : [
          {
            ...channel,
            ...channel.ratio,
            label: sentenceCase(channel.channel),
            colour:
              channel.returns === "less than it costs"
                ? colour.alert
                : channel.claim?.verdict === "worth more"
                  ? colour.accent
                  : colour.context,
          },
        ],
  );
  const highlighted = rows.some(({ claim }) => claim?.verdict === "worth more")
    ? ` In colour: clients worth more than those of other channels, beyond chance (at the ${f.percent(page.level)} level, all channels looked at counted in).`
    : "";
  return chartFigure({
    rank: "lead",
    title: returnTitle(page, report),
    subtitle: `Lifetime value for each ${f.money(1)} that winning the client cost, by channel`,
    caption: `${clientCount(
      rows.reduce((sum, { clients }) => sum + clients, 0),
      report,
    )} clients up to ${f.date(page.asOf)}. Lines: 80% intervals; they hold which and how many clients the same spend might have won, and how they may fare.${highlighted}`,
    summary: rows
      .map(({ label, value, low, high }) => `${label}: ${f.multipleInterval({ value, low, high })}.`)
      .join(" "),
    data: {
      columns: [
        { key: "channel", label: "Channel" },
        { key: "clients", label: "Clients", format: (value) => clientCount(Number(value), report) },
        { key: "spend", label: "Spent", format: (value) => f.moneyShort(Number(value)) },
        { key: "clv", label: "Lifetime value", format: (value) => f.moneyShort(Number(value)) },
        { key: "value", label: "Value ÷ cost", format: (_, row) => f.multipleParts(row).value },
        { key: "low", label: "Low", format: (_, row) => f.multipleParts(row).low },
        { key: "high", label: "High", format: (_, row) => f.multipleParts(row).high },
      ],
      rows,
    },
    chart: (width) =>
      dotInterval(rows, {
        width,
        axis: `Lifetime value ÷ cost of winning the client`,
        format: f.multiple,
        reference: { at: 1, label: "what it cost" },
        rowHeight: width < 480 ? 46 : 34,
      }),
  });
}
