import type { FileQuality, Inputs } from "../../../src/warehouse/inputs.js";

/** Books with all that an encoding can spoil: accents, a euro sign, curly quotes, a line break in a cell, a reject. */
export const BOOKS = [
  "transaction_id,client_id,date,amount,product",
  "T1,Müller & Söhne,2024-03-01,1234.50,“Basic” – 10 €",
  'T2,Œuvre,2024-04-02,99.90,"two\nlines, ""quoted"""',
  "T3,00123,2024-05-03,oops,Basic",
  "T4,00123,2024-06-04,-20.00,Basic",
  "T5,00123,2024-07-05,120.00,Basic",
  "",
].join("\n");

/** Inputs without what a file's form alone tells: its name, bytes, hash and warnings. */
export function meaning({ quality, ...rest }: Inputs): unknown {
  return { ...rest, quality: { ...quality, files: quality.files.map(formless) } };
}

function formless({ file, bytes, sha256, warnings, rejects, ...rest }: FileQuality): unknown {
  return {
    ...rest,
    rejects: rejects.map(({ file: named, ...reject }) => ({ ...reject, named: named === file })),
  };
}
