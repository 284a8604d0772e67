import type { IcpChange, MovedAccounts } from "../../data/published/icp.js";
import { colour } from "../charts/palette.js";
import type { Formatter } from "../words/format.js";
import { panel, panelBar, panelRow, panels } from "./icp-panels.js";
import { struck } from "./struck.js";

const moves = [
  { key: "leave", name: "Leave", ink: colour.current },
  { key: "stay", name: "Stay", ink: colour.everyone },
  { key: "enter", name: "Enter", ink: colour.proposed },
] as const;

/** Who leaves the target, who stays, who enters: clients, what one of them is worth, and prospects. */
export function icpChangeChart(
  change: IcpChange,
  /** Mean CLV of those that enter, on clients that did not choose the rule; null where it is not known of them alone. */
  enterOutside: number | null,
  f: Formatter,
  width: number,
): HTMLElement {
  const measure = (
    title: string,
    size: (moved: MovedAccounts) => number | null,
    text: (value: number, move: (typeof moves)[number]["key"]) => readonly (string | Node)[],
  ) => {
    const most = Math.max(1, ...moves.map(({ key }) => size(change[key]) ?? 0));
    const rows = moves.map(({ key, name, ink }) => {
      const value = size(change[key]);
      return panelRow(name, ink, value === null ? "–" : text(value, key), panelBar((value ?? 0) / most, ink));
    });
    return panel(title, rows);
  };
  const whole = (value: number) => [f.count(value)];
  return panels(
    [
      measure("Clients", (moved) => moved.clients, whole),
      measure(
        "Mean CLV of such a client",
        (moved) => moved.meanClv,
        (value, move) =>
          move !== "enter"
            ? [f.moneyShort(value)]
            : enterOutside === null
              ? [struck(f.moneyShort(value))]
              : [f.moneyShort(enterOutside), " ", struck(f.moneyShort(value))],
      ),
      ...(change.stay.prospects === null ? [] : [measure("Prospects", (moved) => moved.prospects, whole)]),
    ],
    width,
  );
}
