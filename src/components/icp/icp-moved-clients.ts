import type { IcpChange, MovedAccounts } from "../../data/published/icp.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { fold } from "../page/fold.js";
import { pageLink } from "../page/page-link.js";
import type { Formatter } from "../words/format.js";

/** The clients that enter and leave the target by name, worth most first, each with the way to its value. */
export function icpMovedClients(change: IcpChange, f: Formatter): HTMLElement {
  return fold(
    "The clients that enter and leave, by name",
    element`<div class="bw-grid-2">${side("Enter", change.enter, colour.proposed, f)}${side("Leave", change.leave, colour.current, f)}</div>`,
  );
}

function side(title: string, { clients, worthMost }: MovedAccounts, ink: string, f: Formatter): HTMLElement {
  const rest = clients - worthMost.length;
  const rows = worthMost.map(({ clientId, name, clv }) => {
    const link = pageLink("value", { client: clientId });
    return element`<li style="display: flex; justify-content: space-between; gap: 1rem; padding: 0.25rem 0; border-bottom: 1px solid var(--bw-hairline)"><a href=${link}>${name}</a><span style="font-variant-numeric: tabular-nums">${f.moneyShort(clv)}</span></li>`;
  });
  const more = rest > 0 ? element`<p class="bw-note">and ${f.count(rest)} worth less</p>` : null;
  const none = clients === 0 ? element`<p class="bw-note">No client.</p>` : null;
  return element`<div><h3 style=${{ color: ink, margin: "0 0 0.4rem" }}>${title}: ${f.count(clients)}</h3><ul style="margin: 0; padding: 0; list-style: none">${rows}</ul>${more}${none}</div>`;
}
