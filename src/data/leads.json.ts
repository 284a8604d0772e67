import { z } from "zod";
import { leadsPage } from "./leads-page.js";
import type { NotReady } from "./not-ready.js";
import { publishJson, writeWhenMain } from "./publication.js";
import { notReady } from "./published/common.js";
import { type LeadsPage, leadsSchema } from "./published/leads.js";

export const leads = publishJson<LeadsPage | NotReady>(
  "leads.json",
  z.discriminatedUnion("status", [leadsSchema, notReady]),
  leadsPage,
);
await writeWhenMain(import.meta.url, leads);
