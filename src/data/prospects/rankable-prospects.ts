import { findExclusions } from "../../model/lookalike/exclusions.js";
import type { ProspectRecord } from "../../warehouse/inputs.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { lookalikeInput } from "./lookalike-input.js";

/** Prospects that may be called: no clients, customers, competitors, do-not-contacts, none with an open opportunity; none at all where they cannot be compared with clients. */
export const rankableProspects = defineStep(
  "rankable-prospects",
  async (context): Promise<readonly ProspectRecord[]> => {
    const { prospects } = await inputs(context);
    const { features } = await accounts(context);
    if (features.ofClientsOnly) return [];
    const input = await lookalikeInput(context);
    const { reasons } = findExclusions(input.prospects, [...input.allClients, ...input.clients], input.deals);
    const excluded = new Set(
      input.prospects.filter((_, at) => reasons[at] !== null).map((prospect) => prospect.accountId),
    );
    return prospects.filter((prospect) => !excluded.has(prospect.accountId));
  },
);
