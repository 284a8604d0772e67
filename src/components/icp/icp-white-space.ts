import type { IcpPage } from "../../data/published/icp.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";

type WhiteSpace = NonNullable<IcpPage["whiteSpace"]>;
type WhiteSpaceCell = WhiteSpace["cells"][number];

/** A cell is in the profile when most of its accounts fit. */
const MOSTLY = 0.5;

/** The finding on the white space: where most accounts of the profile are still to be won. */
export function whiteSpaceSentence(icp: Pick<IcpPage, "whiteSpace">, f: Formatter): string {
  const { whiteSpace } = icp;
  if (!whiteSpace || whiteSpace.fields.length === 0)
    return "Without a profile there is nothing to cut the market by.";
  if (whiteSpace.cells.every(({ prospects }) => prospects === 0))
    return "Without prospects (prospects.csv) that are known by what clients are known by, nothing tells how much of the market is still to be won.";
  const [open] = whiteSpace.cells
    .filter(({ fits, prospects }) => fits >= MOSTLY && prospects > 0)
    .sort((a, b) => b.prospects - a.prospects);
  if (!open) return "No prospect on the list fits the profile: the list has to grow before the target can.";
  const won = `${f.count(open.clients)} of ${f.count(open.clients + open.prospects)} (${f.percent(open.covered)})`;
  return `The largest open field within the ${whiteSpace.profile === "proposed" ? "proposed" : "present"} profile is ${cellInWords(open, whiteSpace)}: ${won} are clients.`;
}

/** Clients, prospects and the share already won by kind of account. */
export function icpWhiteSpaceTable(whiteSpace: WhiteSpace, f: Formatter): HTMLElement {
  const fields = listInWords(whiteSpace.fields.map(fieldInWords));
  const { omitted } = whiteSpace;
  const table = dataTable<WhiteSpaceCell>({
    caption: `Clients and prospects by ${fields}`,
    rows: whiteSpace.cells,
    pageSize: 8,
    sort: { key: "prospects", descending: true },
    download: { filename: "icp-white-space.csv" },
    columns: [
      ...whiteSpace.fields.map((field, index) => ({
        key: `part${index}`,
        label: sentenceCase(fieldInWords(field)),
        value: ({ parts }: WhiteSpaceCell) => parts[index] ?? "",
        ...(index === 0 && {
          render: (cell: WhiteSpaceCell) =>
            element`<span>${cell.parts[0] ?? ""}${mark(cell, whiteSpace.profile)}</span>`,
        }),
      })),
      { key: "prospects", label: "Prospects", format: (value) => f.count(Number(value)) },
      { key: "clients", label: "Clients", format: (value) => f.count(Number(value)) },
      { key: "covered", label: "Won so far", format: (value) => f.percent(Number(value)) },
      { key: "meanClv", label: "Mean CLV", format: (value) => f.moneyShort(Number(value)) },
      { key: "fits", label: "Share that fits the profile", only: "file" },
    ],
  });
  const rest =
    omitted.cells > 0
      ? ` ${f.count(omitted.cells)} smaller cells with ${f.count(omitted.clients)} clients and ${f.count(omitted.prospects)} prospects are not listed.`
      : "";
  return element`<div>${table}<p class="bw-note">Cut by ${fields}, at most two fields. Won so far: clients among all listed accounts of the kind. A dot marks kinds that mostly fit the profile.${rest}</p></div>`;
}

function mark({ fits }: WhiteSpaceCell, profile: WhiteSpace["profile"]): HTMLElement | null {
  if (fits < MOSTLY) return null;
  const ink = profile === "proposed" ? colour.proposed : colour.current;
  return element`<span> <span class="bw-swatch" style=${{ background: ink, marginRight: "0" }}></span><span class="bw-hidden">fits the profile</span></span>`;
}

function cellInWords({ parts }: WhiteSpaceCell, { fields }: WhiteSpace): string {
  return listInWords(parts.map((part, index) => `${part} (${fieldInWords(fields[index] ?? "")})`));
}
