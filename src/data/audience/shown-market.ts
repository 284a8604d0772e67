import type { MarketPage } from "../published/market.js";
import type { NotReady } from "../run/not-ready.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { currentProfile } from "../targeting/field-names.js";
import { icpFinding } from "../targeting/icp-finding.js";
import { type MarketFinding, marketPage } from "../targeting/market-page.js";
import { segmentFinding } from "../targeting/segment-finding.js";
import { type KnownSegment, segmentation } from "../targeting/segmentation.js";
import { mayShow } from "./audience.js";
import { shownSentence, unseen } from "./shown-rule.js";

/** Whether the profile still holds: segments as readers know them, and no levels of fields that the audience may not see. */
export const shownMarket = defineStep("shown-market", async (context): Promise<MarketPage | NotReady> => {
  const finding = await marketPage(context);
  if (finding.status !== "ready") return finding;
  const known = (await segmentation(context)).segments;
  const found = (await segmentFinding(context)).segments;
  const readerKnows = new Map(found.map(({ segmentId }, at) => [segmentId, known[at]]));
  const page: MarketPage = { ...finding, segments: segmentsByName(finding.segments, readerKnows) };
  const { audience } = context;
  if (audience === null) return page;
  const { features } = (await accounts(context)).features;
  const { proposed } = await icpFinding(context);
  const isShown = ({ field }: { readonly field: string }) => mayShow(audience, field);
  const seesAll = features.every(({ name }) => mayShow(audience, name));
  const under = (
    lifts: MarketPage["current"],
    rule: Parameters<typeof shownSentence>[1] | null | undefined,
    otherwise: (typeof unseen)[keyof typeof unseen],
  ): MarketPage["current"] =>
    lifts && {
      ...lifts,
      sentence: rule ? shownSentence(audience, rule, lifts.sentence, otherwise) : otherwise,
    };
  const turned = page.fields.find(({ claimed }) => claimed);
  return {
    ...page,
    tested: page.tested.filter((field) => mayShow(audience, field)),
    fields: page.fields.filter(isShown),
    current: under(page.current, await currentProfile(context), unseen.other),
    proposed: under(page.proposed, proposed.evidence?.rule, unseen.proposed),
    drift: {
      ...page.drift,
      clients: page.drift.clients.filter(isShown),
      prospects: page.drift.prospects.filter(isShown),
    },
    // What an earlier rule named is not kept, so that none is told where any field is hidden.
    refits: page.refits.map((refit) =>
      refit.sentence === null || seesAll ? refit : { ...refit, sentence: unseen.other },
    ),
    alert:
      page.alert && turned && !isShown(turned)
        ? {
            ...page.alert,
            sentence: `The market has moved since ${turned.from}, by a field that is not shown here.`,
          }
        : page.alert,
  };
});

function segmentsByName(
  segments: MarketFinding["segments"],
  readerKnows: ReadonlyMap<string, KnownSegment | undefined>,
): MarketPage["segments"] {
  return (
    segments && {
      moves: segments.moves && {
        ...segments.moves,
        levels: segments.moves.levels.map((level) => ({
          ...level,
          level: readerKnows.get(level.level)?.name ?? level.level,
        })),
      },
      lifts: segments.lifts.flatMap(({ segmentId, years }) => {
        const known = readerKnows.get(segmentId);
        return known
          ? [{ segmentId: known.segmentId, name: known.name, colour: known.colour, years: [...years] }]
          : [];
      }),
    }
  );
}
