import type { AcquisitionPage, ChannelRow } from "../../data/published/acquisition.js";
import type { Report } from "../../data/published/report.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { clientCount, paybackInWords } from "./acquisition-sentences.js";

type Economics = Pick<ChannelRow, "clients" | "clv" | "meanClv" | "cac" | "ratio">;
type Group = AcquisitionPage["profiles"][number]["matching"];
type Payback = NonNullable<ChannelRow["payback"]>;

function economicsColumns<Row extends Economics>(report: Report): Column<Row>[] {
  const f = formatter(report);
  return [
    { key: "clients", label: "Clients", format: (value) => clientCount(Number(value), report) },
    {
      key: "meanClv",
      label: "Value per client",
      align: "right",
      value: ({ meanClv }) => meanClv?.value ?? null,
      format: (_, { meanClv }) => (meanClv ? f.moneyInterval(meanClv) : "–"),
    },
    {
      key: "cac",
      label: "Cost per client",
      format: (value) => f.moneyShort(Number(value)),
    },
    {
      key: "ratio",
      label: "Value ÷ cost",
      align: "right",
      value: ({ ratio }) => ratio?.value ?? null,
      format: (_, { ratio }) => (ratio ? f.multipleInterval(ratio) : "–"),
    },
  ];
}

/** Channels by what they cost and brought, and when it came back. */
export function channelTable(page: AcquisitionPage, report: Report): HTMLElement {
  const f = formatter(report);
  const share: Column<ChannelRow>[] = page.channels.some(({ icpShare }) => icpShare !== null)
    ? [{ key: "icpShare", label: "In the profile", format: (value) => f.percent(Number(value)) }]
    : [];
  return dataTable({
    caption: "Channels by what winning clients costs and brings",
    rows: page.channels,
    locale: report.locale,
    download: { filename: "channels.csv" },
    columns: [
      { key: "channel", label: "Channel" },
      { key: "spend", label: "Spent", format: (value) => f.moneyShort(Number(value)) },
      ...economicsColumns<ChannelRow>(report),
      paybackColumn<ChannelRow>(report),
      ...share,
      {
        key: "verdict",
        label: "Clients are worth",
        value: ({ claim }) => claim?.verdict ?? null,
        format: (_, { claim }) => verdictInWords(claim),
      },
      {
        key: "byChance",
        label: "By chance",
        align: "right",
        value: ({ claim }) => claim?.p ?? null,
        format: (value) => (Number(value) < 0.01 ? "under 1%" : f.percent(Number(value), 0)),
      },
    ],
  });
}

function paybackColumn<Row extends { readonly payback: Payback | null }>(report: Report): Column<Row> {
  return {
    key: "payback",
    label: "Earned back",
    value: ({ payback }) => payback?.months ?? null,
    format: (_, { payback }) => (payback ? paybackInWords(payback, report) : "–"),
  };
}

function verdictInWords(claim: ChannelRow["claim"]): string {
  if (claim === null) return "too few";
  if (claim.verdict === "cannot tell") return "not clear";
  return claim.verdict === "worth more" ? "more" : "less";
}

interface GroupRow extends Group {
  readonly label: string;
}

/** Segments, and those that match a profile beside those that do not. */
export function groupTable(page: AcquisitionPage, report: Report): HTMLElement {
  const rows: GroupRow[] = [
    ...page.profiles.flatMap(({ profile, matching, others }) => {
      const which = profile === "proposed" ? "the proposed profile" : "today’s profile";
      return [
        { label: `Match ${which}`, ...matching },
        { label: `Do not match ${which}`, ...others },
      ];
    }),
    ...page.segments.map(({ segment, ...figures }) => ({ label: segment, ...figures })),
  ];
  return dataTable({
    caption: "Profiles and segments by what winning their clients costs and brings",
    rows,
    locale: report.locale,
    download: { filename: "acquisition-by-segment.csv" },
    columns: [
      { key: "label", label: "Profile or segment", wide: true },
      ...economicsColumns<GroupRow>(report),
      paybackColumn<GroupRow>(report),
    ],
  });
}
