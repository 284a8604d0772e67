import type { Report } from "../../data/published/report.js";
import type { ClientRow, ValuePage } from "../../data/published/value.js";
import { intervalBar } from "../charts/interval-bar.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { readState, writeState } from "../page/url-state.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { openParquetRows, type ParquetRow } from "../tables/parquet-rows.js";
import { formatter } from "../words/format.js";
import { clientFan } from "./client-fan.js";
import { clientReason } from "./client-reason.js";

const DEFAULT_STATE = { client: "", chosen: "", sort: "clv", descending: true };

/** Rows shown at first. */
const FIRST_ROWS = 25;

/**
 * Every client with its value: the worth most at once, the whole list read when it is searched, sorted or asked for.
 * A row opens to what the client may still bring; the one chosen is kept in the address, at first the worth most.
 */
export function clientTable(value: ValuePage, report: Report, parquetUrl: string): HTMLElement {
  const state = readState(DEFAULT_STATE);
  const [worthMost] = value.topClients;
  const chosen = state.chosen === "" ? (worthMost?.clientId ?? "") : state.chosen;
  const isInSight = value.topClients.slice(0, FIRST_ROWS).some(({ clientId }) => clientId === chosen);
  return dataTable({
    rows: value.topClients,
    columns: clientColumns(value, report),
    caption: "Clients, with what each is worth",
    search: ["name", "clientId", "segment"],
    query: state.client === "" && !isInSight ? chosen : state.client,
    rowId: ({ clientId }) => clientId,
    selected: chosen,
    detail: (client) => element`<div class="bw-client-detail">${clientFan(client, report)}</div>`,
    onSelect: (client) =>
      writeState({ ...readState(DEFAULT_STATE), chosen: client?.clientId ?? "" }, DEFAULT_STATE),
    pageSize: FIRST_ROWS,
    sort: { key: state.sort, descending: state.descending },
    locale: report.locale,
    download: { filename: "clients.csv" },
    complete: {
      total: value.clients,
      sort: { key: DEFAULT_STATE.sort, descending: DEFAULT_STATE.descending },
      load: async () => {
        const source = await openParquetRows(parquetUrl);
        return (await source.rows(0, source.rowCount)).map(clientOf);
      },
    },
    onState: ({ query, sort }) =>
      writeState(
        {
          ...readState(DEFAULT_STATE),
          client: query,
          ...(sort && { sort: sort.key, descending: sort.descending }),
        },
        DEFAULT_STATE,
      ),
  });
}

function clientColumns(value: ValuePage, report: Report): Column<ClientRow>[] {
  const f = formatter(report);
  const max = Math.max(1, ...value.topClients.map(({ clvHigh }) => clvHigh));
  const money = (amount: unknown) => f.moneyShort(Number(amount));
  return [
    { key: "clientId", label: "Id", only: "file" },
    {
      key: "name",
      label: "Client",
      render: (client) =>
        element`<span class="bw-client">${client.name}<span class="bw-id">${client.clientId}${client.segment === null ? "" : `, ${client.segment}`}</span><span class="bw-id bw-narrow">${clientReason(client, report, value.orderRounds)}</span></span>`,
    },
    { key: "firstOn", label: "Since", only: "file" },
    { key: "clv", label: "CLV", format: money },
    {
      key: "interval",
      label: "80% interval",
      only: "screen",
      sortable: false,
      align: "left",
      render: ({ clv, clvLow, clvHigh, highValue }) => {
        const [low, high] = [f.moneyShort(clvLow), f.moneyShort(clvHigh)];
        const bar = intervalBar(
          { value: clv, low: clvLow, high: clvHigh },
          { max, label: `${low} to ${high}`, colour: highValue ? colour.accent : colour.context },
        );
        return element`<span>${bar}<span class="bw-id" aria-hidden="true">${low === high ? low : `${low}–${high}`}</span></span>`;
      },
    },
    { key: "clvLow", label: "CLV from", only: "file" },
    { key: "clvHigh", label: "CLV to", only: "file" },
    { key: "historicValue", label: "Earned so far", format: money },
    { key: "residualValue", label: "Still expected", format: money },
    { key: "residualLow", label: "Expected from", only: "file" },
    { key: "residualHigh", label: "Expected to", only: "file" },
    { key: "totalValue", label: "Total", only: "file" },
    { key: "pActive", label: "Still a client", format: (share) => f.percent(Number(share)) },
    { key: "expectedRevenue12m", label: "Revenue, 12 months", only: "file" },
    { key: "model", label: "Model", only: "file" },
    { key: "highValue", label: "High-value", only: "file" },
    { key: "segment", label: "Segment", only: "file" },
    {
      key: "reason",
      label: "Why",
      sortable: false,
      align: "left",
      value: (client) => clientReason(client, report, value.orderRounds),
      render: (client) =>
        element`<span class="bw-why">${clientReason(client, report, value.orderRounds)}</span>`,
    },
  ];
}

function clientOf(row: ParquetRow): ClientRow {
  const text = (key: keyof ClientRow) => String(row[key] ?? "");
  const number = (key: keyof ClientRow) => Number(row[key] ?? Number.NaN);
  return {
    clientId: text("clientId"),
    name: text("name"),
    firstOn: text("firstOn"),
    clv: number("clv"),
    clvLow: number("clvLow"),
    clvHigh: number("clvHigh"),
    historicValue: number("historicValue"),
    residualValue: number("residualValue"),
    residualLow: number("residualLow"),
    residualHigh: number("residualHigh"),
    totalValue: number("totalValue"),
    pActive: number("pActive"),
    expectedRevenue12m: number("expectedRevenue12m"),
    orderFactor: number("orderFactor"),
    model: text("model"),
    highValue: row.highValue === true,
    segment: row.segment === null || row.segment === undefined ? null : text("segment"),
    orderDays: number("orderDays"),
    lastOrderOn: text("lastOrderOn"),
    contract: typeof row.contract === "string" ? JSON.parse(row.contract) : null,
    fan: typeof row.fan === "string" ? JSON.parse(row.fan) : [],
  };
}
