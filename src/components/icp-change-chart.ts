import type { Formatter } from "./format.js";
import type { IcpChange, MovedAccounts } from "./icp-facts.js";
import { panel, panelBar, panelRow, panels } from "./icp-panels.js";
import { colour } from "./palette.js";

const moves = [
  { key: "leave", name: "Leave", ink: colour.current },
  { key: "stay", name: "Stay", ink: colour.everyone },
  { key: "enter", name: "Enter", ink: colour.proposed },
] as const;

/** Who leaves the target, who stays, who enters: clients, what one of them is worth, and prospects. */
export function icpChangeChart(change: IcpChange, f: Formatter, width: number): HTMLElement {
  const measure = (
    title: string,
    size: (moved: MovedAccounts) => number | null,
    text: (value: number) => string,
  ) => {
    const most = Math.max(1, ...moves.map(({ key }) => size(change[key]) ?? 0));
    const rows = moves.map(({ key, name, ink }) => {
      const value = size(change[key]);
      return panelRow(name, ink, value === null ? "–" : text(value), panelBar((value ?? 0) / most, ink));
    });
    return panel(title, rows);
  };
  return panels(
    [
      measure("Clients", (moved) => moved.clients, f.count),
      measure("Mean CLV of such a client", (moved) => moved.meanClv, f.moneyShort),
      measure("Prospects", (moved) => moved.prospects, f.count),
    ],
    width,
  );
}
