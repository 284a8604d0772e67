import { mean } from "d3";
import type { InitiativeImpact, OutcomeImpact } from "../../src/model/performance/claim-impacts.js";
import { IMPACT_OUTCOMES } from "../../src/model/performance/impact-accounts.js";
import { impactOfInitiatives } from "../../src/model/performance/impact-of-initiatives.js";
import { quarterlyPanel } from "../../src/model/performance/quarterly-panel.js";
import type { Measurement } from "../measurement.js";
import { worldDecisions } from "./_world-decisions.js";

const WORLDS = 200;
const WITH_EFFECTS = 60;
const FEWEST_PROSPECTS = 20;

/** How often an initiative is said to have done something: where none did, and where the sample's one did. */
const study: Measurement = async () => {
  const without = runs(30_000, WORLDS, "none");
  const withEffects = runs(40_000, WITH_EFFECTS, "planted");
  const [worked = "", idle = ""] = withEffects[0]?.map(({ name }) => name) ?? [];
  const claimed = ({ verdict }: InitiativeImpact): boolean =>
    verdict !== "not visible" && verdict !== "not judged";
  const named = (world: readonly InitiativeImpact[], name: string) => world.find((one) => one.name === name);
  const outcomes = (worlds: readonly (readonly InitiativeImpact[])[], name: string) =>
    IMPACT_OUTCOMES.map((outcome) => [
      name,
      outcome,
      share(worlds, (world) => {
        const one = named(world, name)?.outcomes.find((each) => each.outcome === outcome);
        return one?.claimed ?? false;
      }),
    ]);
  const margins = withEffects.flatMap((world) => marginOf(named(world, worked)) ?? []);
  return [
    {
      title: "Claims about initiatives at the 10 % level",
      columns: ["worlds", "number", "claimed", "share"],
      rows: [
        ["no effects: any initiative", WORLDS, ...counted(without, (world) => world.some(claimed))],
        [
          `the sample's effects: “${worked}” worked`,
          WITH_EFFECTS,
          ...counted(withEffects, (world) => named(world, worked)?.verdict === "worked"),
        ],
        [
          `the sample's effects: “${idle}”, which does nothing`,
          WITH_EFFECTS,
          ...counted(withEffects, (world) => {
            const one = named(world, idle);
            return one !== undefined && claimed(one);
          }),
        ],
      ],
      note: "420 clients; two initiatives and four outcomes looked at in every world.",
    },
    {
      title: "What is claimed in worlds with the sample's effects",
      columns: ["initiative", "outcome", "claimed"],
      rows: [...outcomes(withEffects, worked), ...outcomes(withEffects, idle)],
      note: `Mean effect of “${worked}” on a touched client's margin in a year: ${Math.round(mean(margins, ({ effect }) => effect.value) ?? 0)}.`,
    },
  ];
};

export default study;

function runs(from: number, worlds: number, effects: "planted" | "none"): InitiativeImpact[][] {
  return Array.from({ length: worlds }, (_, world) => {
    const { clients, purchases, terms, initiatives, asOf } = worldDecisions(
      from + world,
      effects,
      FEWEST_PROSPECTS,
    );
    const panel = quarterlyPanel(clients, purchases, terms, asOf);
    return impactOfInitiatives(initiatives, panel, clients, asOf, world);
  });
}

function marginOf(impact: InitiativeImpact | undefined): OutcomeImpact | undefined {
  return impact?.outcomes.find(({ outcome }) => outcome === "margin");
}

function counted<Item>(items: readonly Item[], holds: (item: Item) => boolean): [number, string] {
  return [items.filter(holds).length, share(items, holds)];
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): string {
  return `${((100 * items.filter(holds).length) / Math.max(1, items.length)).toFixed(1)} %`;
}
