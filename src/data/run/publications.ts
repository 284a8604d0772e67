import { account } from "../accounts/[id].json.js";
import { accountsJson } from "../accounts.json.js";
import { acquisition } from "../acquisition.json.js";
import { answer } from "../answer.json.js";
import { budget } from "../budget.json.js";
import { clientsParquet } from "../clients.parquet.js";
import { icp } from "../icp.json.js";
import { icpWorkbenchParquet } from "../icp-workbench.parquet.js";
import { impact } from "../impact.json.js";
import { leads } from "../leads.json.js";
import { market } from "../market.json.js";
import { method } from "../method.json.js";
import { performance } from "../performance.json.js";
import { prospects } from "../prospects.json.js";
import { prospectsParquet } from "../prospects.parquet.js";
import { quality } from "../quality.json.js";
import { rejects } from "../rejects.json.js";
import { report } from "../report.json.js";
import { segments } from "../segments.json.js";
import { value } from "../value.json.js";
import { valueChangeJson } from "../value-change.json.js";
import { whatIf } from "../what-if.json.js";
import type { PagePublication, Publication } from "./publication.js";

/** Every file that the pages ask for. */
export const publications: readonly Publication[] = [
  report,
  answer,
  icp,
  icpWorkbenchParquet,
  segments,
  prospects,
  prospectsParquet,
  value,
  accountsJson,
  clientsParquet,
  impact,
  market,
  method,
  quality,
  rejects,
  valueChangeJson,
  leads,
  performance,
  acquisition,
  whatIf,
  budget,
];

/** Every file that the pages of one kind ask for, each its own. */
export const pagePublications: readonly PagePublication[] = [account];
