import { group } from "d3";

/** A lead as far as telling contacts apart goes. */
export interface ContactLead {
  readonly leadId: string;
  readonly contactId: string | null;
  readonly createdOn: string | null;
}

/**
 * The latest lead of each contact at each account, in the order of the leads: several leads of one contact count once.
 *
 * A lead without a contact id is a contact of its own. Leads of one day are told apart by their ids.
 */
export function latestOfContacts<Lead extends ContactLead & { readonly accountId: string }>(
  leads: readonly Lead[],
): Lead[] {
  const key = ({ accountId, contactId, leadId }: Lead) =>
    contactId === null ? `lead ${leadId}` : `${accountId} ${contactId}`;
  const isLater = (a: Lead, b: Lead) =>
    (a.createdOn ?? "") === (b.createdOn ?? "")
      ? a.leadId > b.leadId
      : (a.createdOn ?? "") > (b.createdOn ?? "");
  const kept = new Set(
    [...group(leads, key).values()].map((same) =>
      same.reduce((latest, lead) => (isLater(lead, latest) ? lead : latest)),
    ),
  );
  return leads.filter((lead) => kept.has(lead));
}
