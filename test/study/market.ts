import { marketRows } from "../../src/model/market/market-rows.js";
import { type MarketTurn, marketTurn } from "../../src/model/market/market-turn.js";
import { substream } from "../../src/model/numerics/substream.js";
import type { Measurement } from "../measurement.js";
import { WORLD_FEATURES } from "./_world-clients.js";
import { worldDecisions } from "./_world-decisions.js";

const WORLDS = 400;
const WITH_EFFECTS = 60;
const PROSPECTS = 6000;
/** The fields of the profile that sales goes after. */
const TESTED = ["industry", "employees"];
const RISES = "Energy & utilities";
const FALLS = "Logistics";

/** How often the market is said to have turned: where it did not, and where it did as in the sample. */
const study: Measurement = async () => {
  const without = runs(50_000, WORLDS, "none");
  const withEffects = runs(60_000, WITH_EFFECTS, "planted");
  const claims = (turn: MarketTurn | null, field?: string): boolean =>
    (turn?.fields ?? []).some((one) => one.claimed && (field === undefined || one.field === field));
  const industry = (turn: MarketTurn | null) =>
    turn?.fields.find(({ field, claimed }) => field === "industry" && claimed);
  const first = (turn: MarketTurn | null) => industry(turn)?.levels[0]?.level;
  const last = (turn: MarketTurn | null) => industry(turn)?.levels.at(-1)?.level;
  const clear = (turn: MarketTurn | null, level: string) =>
    industry(turn)?.levels.some((one) => one.level === level && one.clear) ?? false;
  const near = (turn: MarketTurn | null) =>
    ["2022-01", "2022-07", "2023-01"].includes(industry(turn)?.from ?? "");
  const row = (
    what: string,
    turns: readonly (MarketTurn | null)[],
    holds: (turn: MarketTurn | null) => boolean,
  ) => [
    what,
    turns.length,
    turns.filter(holds).length,
    `${((100 * turns.filter(holds).length) / turns.length).toFixed(1)} %`,
  ];
  return [
    {
      title: "Claims that the market turned, at the 10 % level",
      columns: ["worlds", "number", "claimed", "share"],
      rows: [
        row("no effects: any field of the profile", without, (turn) => claims(turn)),
        row("the sample's effects: industry", withEffects, (turn) => claims(turn, "industry")),
        row("… and within half a year of the turn", withEffects, near),
        row(`… with ${RISES} as what rose most`, withEffects, (turn) => first(turn) === RISES),
        row(`… with ${FALLS} as what fell most`, withEffects, (turn) => last(turn) === FALLS),
        row(`… with ${RISES} clear on its own`, withEffects, (turn) => clear(turn, RISES)),
        row(`… with ${FALLS} clear on its own`, withEffects, (turn) => clear(turn, FALLS)),
        row("the sample's effects: employees, which did not turn", withEffects, (turn) =>
          claims(turn, "employees"),
        ),
      ],
      note: "420 clients and about 900 lost deals with known accounts; industry and employees looked at in every world.",
    },
  ];
};

export default study;

function runs(from: number, worlds: number, effects: "planted" | "none"): (MarketTurn | null)[] {
  return Array.from({ length: worlds }, (_, world) => {
    const { accounts, deals, clients, purchases, asOf } = worldDecisions(from + world, effects, PROSPECTS);
    const { rows } = marketRows(accounts, deals, clients, purchases, asOf);
    return marketTurn(rows, WORLD_FEATURES, TESTED, null, substream(world, "market"));
  });
}
