import { accounts } from "./accounts.js";
import { mayShow } from "./audience.js";
import { currentProfile } from "./field-names.js";
import { icpFinding } from "./icp-finding.js";
import { marketPage } from "./market-page.js";
import type { NotReady } from "./not-ready.js";
import type { MarketPage } from "./published/market.js";
import { shownSentence, unseen } from "./shown-rule.js";
import { defineStep } from "./step.js";

/** Whether the profile still holds, without the levels of fields that the audience may not see. */
export const shownMarket = defineStep("shown-market", async (context): Promise<MarketPage | NotReady> => {
  const page = await marketPage(context);
  const { audience } = context;
  if (page.status !== "ready" || audience === null) return page;
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
