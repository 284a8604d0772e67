import { describe, expect, it } from "vitest";
import { explainFailure } from "../../src/cli/explain-failure.js";
import { placeInCode } from "../../src/cli/place-in-code.js";

function failed(...frames: readonly string[]): Error {
  const error = new Error("no quality");
  error.stack = ["Error: no quality", ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

describe("placeInCode", () => {
  it.each([
    ["/home/ann/report/src/data/value.json.ts:33:9"],
    ["/home/src/data/ann/src/data/value.json.ts:33:9"],
    ["quality (/home/ann/my reports (old)/src/data/value.json.ts:33:9)"],
    ["quality (file:///home/ann/src/d:e/src/data/value.json.ts:33:9)"],
    ["quality (C:\\Users\\ann\\src\\data\\value.json.ts:33:9)"],
  ])("is found in %s", (frame) => {
    const stack = failed(
      "parse (/work/node_modules/parser/src/data/parse.ts:1:1)",
      frame,
      "/home/ann/report/src/data/a.ts:1:1",
    );
    expect(placeInCode(stack)).toEqual({ file: "src/data/value.json.ts", line: 33 });
  });

  it("is not looked for in what the message says", () => {
    const error = failed("node:internal/process:1:1");
    error.stack = `Error: see\n/home/ann/report/src/data/a.ts:1:1\n${error.stack}`;
    expect(placeInCode(error)).toBeNull();
    expect(placeInCode("no error")).toBeNull();
  });
});

describe("explainFailure", () => {
  it("blames nobody for code that throws, and says where", () => {
    const { text, json } = explainFailure(failed("/home/ann/report/src/data/value.json.ts:33:9"));
    expect(text).toMatch(
      /^The program failed at src\/data\/value\.json\.ts:33; .*untouched\.\nError: no quality\n/,
    );
    expect(json).toMatchObject({
      ok: false,
      error: { kind: "fault", message: "no quality", file: "src/data/value.json.ts", line: 33 },
    });
  });

  it.each(["ENOTDIR", "EEXIST"])("says for %s what to name", (code) => {
    const { text } = explainFailure(Object.assign(new Error(`${code}: mkdir 'a/b'`), { code }));
    expect(text).toMatch(/A file is where a folder should be; name a folder with --out.*mkdir/);
  });
});
