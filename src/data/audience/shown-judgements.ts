import type { ProspectRow } from "../published/prospect-row.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { mayShow } from "./audience.js";

/** What executives said, by account, latest first; nobody's name where the audience may not see owners, no note where it may not see notes. */
export const shownJudgements = defineStep(
  "shown-judgements",
  async (context): Promise<ReadonlyMap<string, ProspectRow["judgements"]>> => {
    const { judgements } = (await inputs(context)).decisions;
    const [named, noted] = [mayShow(context.audience, "owner"), mayShow(context.audience, "note")];
    const byAccount = new Map<string, ProspectRow["judgements"][number][]>();
    for (const { accountId, by, date, rank, estimate, note } of [...judgements].sort((a, b) =>
      a.date < b.date ? 1 : a.date > b.date ? -1 : a.by < b.by ? -1 : 1,
    )) {
      const own = byAccount.get(accountId) ?? [];
      own.push({ by: named ? by : "", date, rank, estimate, note: noted ? note : null });
      byAccount.set(accountId, own);
    }
    return byAccount;
  },
);
