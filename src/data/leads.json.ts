import { z } from "zod";
import { leadsPage } from "./leads/leads-page.js";
import { notReady } from "./published/common.js";
import { type LeadsPage, leadsSchema } from "./published/leads.js";
import type { NotReady } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";

export const leads = publishJson<LeadsPage | NotReady>(
  "leads.json",
  z.discriminatedUnion("status", [leadsSchema, notReady]),
  leadsPage,
);
await writeWhenMain(import.meta.url, leads);
