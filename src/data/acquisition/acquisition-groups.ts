import { sum } from "d3";
import { matches } from "../../model/icp/rule.js";
import type { AcquisitionPage } from "../published/acquisition.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { icpMatches } from "../targeting/icp-matches.js";
import { segmentation } from "../targeting/segmentation.js";
import { acquisitionEconomics } from "./acquisition-economics.js";
import { clientCosts } from "./client-costs.js";
import { type WonShare, wonShares } from "./won-shares.js";

/** What clients of each segment, and those that match a profile or do not, cost and bring, and when it came back. */
export const acquisitionGroups = defineStep(
  "acquisition-groups",
  async (context): Promise<Pick<AcquisitionPage, "segments" | "profiles">> => {
    // Load
    const { whole } = await wonShares(context);
    const { clients: known } = await accounts(context);
    const { segments } = await segmentation(context);
    const costs = await clientCosts(context);
    const proposed = await icpMatches(context);
    const economics = await acquisitionEconomics(context);
    const { currentIcp } = context.settings;

    // Derive
    const accountOf = new Map(known.map((account) => [account.accountId, account]));
    const figuresOf = (name: string, isIn: (one: WonShare) => boolean) => {
      const priced = whole.flatMap((one) => {
        const price = costs.get(one.clientId);
        return isIn(one) && price !== undefined ? [{ ...one, price }] : [];
      });
      const figures = economics.of(priced, { total: sum(priced, ({ price }) => price), of: "each client" });
      return { ...figures, payback: economics.paybackOf(priced, figures.cac, name) };
    };
    const profileOf = (profile: "proposed" | "current", isIn: (one: WonShare) => boolean) => ({
      profile,
      matching: figuresOf(`matching ${profile}`, isIn),
      others: figuresOf(`not matching ${profile}`, (one) => !isIn(one)),
    });

    // Publish
    return {
      segments: segments.map(({ name }) => ({
        segment: name,
        ...figuresOf(`segment ${name}`, ({ client }) => client.segment === name),
      })),
      profiles: [
        ...(proposed === null
          ? []
          : [profileOf("proposed", ({ clientId }) => proposed.clients.has(clientId))]),
        ...(currentIcp === null
          ? []
          : [
              profileOf("current", ({ clientId }) => {
                const account = accountOf.get(clientId);
                return account !== undefined && matches(currentIcp, account);
              }),
            ]),
      ],
    };
  },
);
