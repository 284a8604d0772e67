import { afterEach, describe, expect, it, vi } from "vitest";
import { runSteps } from "../../src/cli/progress.js";

afterEach(() => void vi.restoreAllMocks());

/** What a run writes to a stderr that is no terminal. */
async function told(expected: Readonly<Record<string, number>>, quiet = false) {
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const times = await runSteps([{ title: "Value every client", run: async () => {} }], { expected, quiet });
  return { text: written.join(""), times };
}

describe("runSteps", () => {
  it("says how much time is left of a step that took long when it last had to compute", async () => {
    expect((await told({ "Value every client": 42.4 })).text).toContain(
      "Value every client (about 42 s left)",
    );
  });

  it("says nothing of a step that is soon over, or was never timed", async () => {
    expect((await told({ "Value every client": 3 })).text).not.toContain("left");
    expect((await told({ "Another step": 60 })).text).not.toContain("left");
  });

  it("is silent when asked to be, and tells what each step took", async () => {
    const { text, times } = await told({ "Value every client": 60 }, true);
    expect(text).toBe("");
    expect(times["Value every client"]).toBeLessThan(5);
  });

  it("throws what a step threw, and stops there", async () => {
    const after = vi.fn();
    const failing = async () => {
      throw new RangeError("no");
    };
    await expect(
      runSteps(
        [
          { title: "a", run: failing },
          { title: "b", run: after },
        ],
        { quiet: true },
      ),
    ).rejects.toThrow(RangeError);
    expect(after).not.toHaveBeenCalled();
  });
});
