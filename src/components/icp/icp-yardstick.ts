import type { IcpPage, PublishedRule } from "../../data/published/icp.js";
import { intervalBar } from "../charts/interval-bar.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { panel, panelBar, panelRow, panels } from "./icp-panels.js";
import { meanOutside } from "./icp-sentences.js";
import { struck } from "./struck.js";

interface Contender {
  readonly name: string;
  readonly colour: string;
  readonly rule: PublishedRule;
  /** Lift on the clients that chose the rule; null for a rule that nobody searched. */
  readonly apparentLift: number | null;
}

/** The current and the proposed profile side by side on the four measures that every rule shares. */
export function icpYardstick(icp: IcpPage, f: Formatter, width: number): HTMLElement {
  const rules = contenders(icp);
  const highest = (measure: (rule: PublishedRule) => number) =>
    Math.max(...rules.map(({ rule }) => measure(rule)));
  const shareMax = Math.max(
    highest((rule) => rule.shareOfClients),
    highest((rule) => rule.shareOfClv ?? 0),
  );
  const hasShares = rules.every(({ rule }) => rule.shareOfClv !== null);
  const clvMax = Math.max(
    icp.meanClv,
    highest((rule) => rule.meanClv),
  );
  return panels(
    [
      panel(
        "Share of clients",
        rules.map((each) =>
          bar(each, each.rule.shareOfClients / shareMax, f.percent(each.rule.shareOfClients)),
        ),
      ),
      ...(hasShares
        ? [
            panel(
              "Share of lifetime value",
              rules.map((each) =>
                bar(each, (each.rule.shareOfClv ?? 0) / shareMax, f.percent(each.rule.shareOfClv ?? 0)),
              ),
            ),
          ]
        : []),
      panel("Mean CLV of a client", [
        ...rules.map((each) => {
          const asMeasured = f.moneyShort(each.rule.meanClv);
          if (each.apparentLift === null) return bar(each, each.rule.meanClv / clvMax, asMeasured);
          const mean = meanOutside(each.rule, icp);
          return bar(each, mean / clvMax, [f.moneyShort(mean), " ", struck(asMeasured)]);
        }),
        bar(
          { name: "All clients", colour: colour.everyone },
          icp.meanClv / clvMax,
          f.moneyShort(icp.meanClv),
        ),
      ]),
      icp.hasMultiples
        ? panel(
            "Lift over the average client",
            rules.map((each) => lift(each, liftMax(rules), f)),
          )
        : panel(
            "Against the average client",
            rules.map((each) => difference(each, rules, f)),
          ),
    ],
    width,
  );
}

function contenders(icp: IcpPage): readonly Contender[] {
  const { current, proposed } = icp;
  return [
    ...(current ? [{ name: "Today", colour: colour.current, rule: current, apparentLift: null }] : []),
    ...(proposed
      ? [
          {
            name: "Proposed",
            colour: colour.proposed,
            rule: proposed,
            apparentLift: proposed.apparentLift,
          },
        ]
      : []),
  ];
}

function liftMax(rules: readonly Contender[]): number {
  return (
    1.05 * Math.max(1.5, ...rules.flatMap(({ rule, apparentLift }) => [rule.lift.high, apparentLift ?? 0]))
  );
}

function bar(
  who: Pick<Contender, "name" | "colour">,
  share: number,
  value: string | readonly (string | Node)[],
): HTMLElement {
  return panelRow(who.name, who.colour, value, panelBar(share, who.colour));
}

/** The difference in money with its interval on a line where 0 is the average client. */
function difference(
  { name, colour: ink, rule }: Contender,
  rules: readonly Contender[],
  f: Formatter,
): HTMLElement {
  const ends = [0, ...rules.flatMap((each) => [each.rule.difference.low, each.rule.difference.high])];
  const line = intervalBar(rule.difference, {
    min: Math.min(...ends),
    max: Math.max(...ends),
    label: f.moneyInterval(rule.difference),
    colour: ink,
  });
  return panelRow(name, ink, f.moneyShort(rule.difference.value), line);
}

/** The lift with its interval on a line where 1 (the average client) is marked; the apparent lift is hollow and struck out. */
function lift({ name, colour: ink, rule, apparentLift }: Contender, max: number, f: Formatter): HTMLElement {
  const at = (value: number) => `${(100 * Math.min(max, Math.max(0, value))) / max}%`;
  const { value, low, high } = rule.lift;
  const apparent = apparentLift === null ? [] : [" ", struck(f.multiple(apparentLift))];
  const mark = (left: string, style: Readonly<Record<string, string>>) =>
    element`<span style=${{ position: "absolute", left, ...style }}></span>`;
  const marks = [
    mark("0", { right: "0", top: "7px", height: "1px", background: colour.hairline }),
    mark(at(1), { top: "-2px", height: "18px", width: "1px", background: colour.ink }),
    mark(at(low), {
      width: `calc(${at(high)} - ${at(low)})`,
      top: "5px",
      height: "4px",
      borderRadius: "2px",
      background: ink,
      opacity: "0.45",
    }),
    ...(apparentLift === null
      ? []
      : [
          mark(at(apparentLift), {
            top: "2px",
            marginLeft: "-5px",
            width: "8px",
            height: "8px",
            border: `1px solid ${colour.muted}`,
            borderRadius: "50%",
          }),
        ]),
    mark(at(value), {
      top: "1px",
      marginLeft: "-6px",
      width: "12px",
      height: "12px",
      borderRadius: "50%",
      background: ink,
    }),
  ];
  const line = element`<div style="position: relative; height: 14px; margin-top: 3px">${marks}</div>`;
  return panelRow(name, ink, [f.multiple(value), ...apparent], line);
}
