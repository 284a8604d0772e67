import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPreviousReport, sha256 } from "../../src/data/run/previous-report.js";
import { underKnownIdentities } from "../../src/data/targeting/segmentation.js";
import type { Segment, Segmentation } from "../../src/model/segments/segmentation.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-identities-"));
  await mkdir(join(folder, "exports"));
});
afterEach(() => rm(folder, { recursive: true }));

const clientsCsv = [
  "client_id,name,clv,total_value,historic_value,p_active,segment",
  "a1,A,1,1,1,1,'=Retail",
  "a2,B,1,1,1,1,'=Retail",
  "b1,C,1,1,1,1,Media",
  "c1,D,1,1,1,1,",
  "",
].join("\r\n");
const segmentsJson = JSON.stringify({
  status: "segments",
  segments: [
    { segmentId: "segment-7", name: "=Retail", colour: 4, clients: 2 },
    { segmentId: "segment-2", name: "Media", colour: 0, clients: 1 },
  ],
});

async function writeReport(segments: string | null, stated?: string): Promise<void> {
  const exports = join(folder, "exports");
  await writeFile(join(exports, "clients.csv"), clientsCsv);
  if (segments !== null) await writeFile(join(exports, "segments.json"), segments);
  const manifest = { program: "bellwether", version: "0.0.1", asOf: "2025-06-30", settings: "" };
  const digests = stated === undefined ? {} : { exports: { "segments.json": stated } };
  await writeFile(join(exports, "manifest.json"), JSON.stringify({ ...manifest, ...digests }));
}

describe("segments of the previous report", () => {
  it("are read with their clients, whatever guards their names in the file", async () => {
    await writeReport(segmentsJson, sha256(segmentsJson));
    expect((await readPreviousReport(folder)).segments).toEqual([
      { segmentId: "segment-7", name: "=Retail", colour: 4, members: ["a1", "a2"] },
      { segmentId: "segment-2", name: "Media", colour: 0, members: ["b1"] },
    ]);
  });

  it("are none where the report has no such file, and refused where the file is another's", async () => {
    await writeReport(null);
    expect((await readPreviousReport(folder)).segments).toEqual([]);
    await writeReport("{}");
    await expect(readPreviousReport(folder)).rejects.toThrow(/segments\.json.*no list of segments/s);
    await writeReport(segmentsJson, "0");
    await expect(readPreviousReport(folder)).rejects.toThrow("not the file that");
  });
});

describe("underKnownIdentities", () => {
  const segment = (segmentId: string, name: string): Segment => ({
    segmentId,
    name,
    highValueMembers: 1,
    members: 2,
    clvTotal: 1,
    clvMean: 1,
    clvMedian: 1,
    clvShare: 0.5,
    traits: [],
    medians: [],
    typicalMembers: [],
    centre: [],
    typicalDistance: 1,
  });
  const found: Segmentation = {
    status: "segments",
    reason: "",
    segments: [segment("segment-1", "Shops"), segment("segment-2", "Aviation")],
    clients: [
      ["a1", "segment-1"],
      ["a2", "segment-1"],
      ["n1", "segment-2"],
      ["n2", "segment-2"],
    ].map(([accountId = "", segmentId = ""]) => ({ accountId, segmentId, similarity: 1 })),
    encoding: { fields: [] },
    difference: null,
    agreement: null,
    tried: [],
    p: null,
  };

  it("keeps id, name and colour of what continues, for segments and for their clients", () => {
    const known = underKnownIdentities(found, [
      { segmentId: "segment-7", name: "Retail", colour: 4, members: ["a1", "a2"] },
    ]);
    expect(known.segments.map(({ segmentId, name, colour }) => [segmentId, name, colour])).toEqual([
      ["segment-7", "Retail", 4],
      ["segment-1", "Aviation", 0],
    ]);
    expect(known.clients.map(({ segmentId }) => segmentId)).toEqual([
      "segment-7",
      "segment-7",
      "segment-1",
      "segment-1",
    ]);
  });

  it("follows the names where nothing is known of before", () => {
    const known = underKnownIdentities(found, []);
    expect(known.segments.map(({ name, colour }) => [name, colour])).toEqual([
      ["Shops", 1],
      ["Aviation", 0],
    ]);
  });
});
