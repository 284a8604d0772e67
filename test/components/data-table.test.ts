// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { dataTable } from "../../src/components/tables/data-table.js";

const rows = [
  { id: "1", name: "<img src=x onerror=alert(1)>", worth: 5 },
  { id: "2", name: "Beta", worth: 9 },
  { id: "3", name: "Gamma", worth: null },
];
const columns = [
  { key: "name", label: "Name" },
  { key: "worth", label: "Worth" },
];
const firstCells = (table: HTMLElement) =>
  [...table.querySelectorAll("tbody th")].map((cell) => cell.textContent);

afterEach(() => history.replaceState(null, "", "/"));

describe("dataTable", () => {
  it("shows data as text, never as markup", () => {
    const table = dataTable({ rows, columns, caption: "Accounts" });
    expect(table.querySelector("img")).toBeNull();
    expect(firstCells(table)[0]).toBe("<img src=x onerror=alert(1)>");
    expect(table.querySelectorAll("td")[2]?.textContent).toBe("–");
  });

  it("shows no number to more than two decimals that no column formats", () => {
    const table = dataTable({
      rows: [
        { name: "Alpha", worth: 1234.56789 },
        { name: "Beta", worth: -0.001 },
        { name: "Gamma", worth: 7 },
      ],
      columns,
      caption: "Accounts",
    });
    const cells = [...table.querySelectorAll("tbody td")].map((cell) => cell.textContent);
    expect(cells).toEqual(["1234.57", "0.00", "7"]);
  });

  it("sorts by the buttons of its head and tells so by aria-sort", () => {
    const onState = vi.fn();
    const table = dataTable({ rows, columns, caption: "Accounts", onState });
    table.querySelector<HTMLElement>('button[data-key="worth"]')?.click();
    expect(firstCells(table)[0]).toBe("Beta");
    expect(table.querySelector("[aria-sort]")?.getAttribute("aria-sort")).toBe("descending");
    table.querySelector<HTMLElement>('button[data-key="worth"]')?.click();
    expect(table.querySelector("[aria-sort]")?.getAttribute("aria-sort")).toBe("ascending");
    expect(onState).toHaveBeenLastCalledWith({ query: "", sort: { key: "worth", descending: false } });
  });

  it("tells a table without rows from a search that finds none", () => {
    const caption = "Accounts";
    expect(dataTable({ rows: [], columns, caption }).textContent).toContain("No rows.");
    const searched = dataTable({ rows, columns, caption, search: ["name"], query: "zeta" });
    expect(searched.textContent).toContain("No row matches.");
  });

  it("reads the rest of a long list only when it is needed", async () => {
    const load = vi.fn(async () => rows);
    const table = dataTable({
      rows: rows.slice(0, 1),
      columns,
      caption: "Accounts",
      search: ["name"],
      sort: { key: "worth", descending: true },
      complete: { total: 3, sort: { key: "worth", descending: true }, load },
    });
    expect(load).not.toHaveBeenCalled();
    expect(table.querySelector("[role=status]")?.textContent).toBe("1 of 3");
    const box = table.querySelector("input");
    if (!box) throw new Error("no search box");
    box.value = "gam";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await vi.waitFor(() => expect(firstCells(table)).toEqual(["Gamma"]));
    expect(load).toHaveBeenCalledOnce();
    expect(table.querySelector("[role=status]")?.textContent).toBe("1 of 1 that match, 3 in all");
  });

  it("says so when the rest cannot be read", async () => {
    const table = dataTable({
      rows: rows.slice(0, 1),
      columns,
      caption: "Accounts",
      query: "x",
      search: ["name"],
      complete: {
        total: 3,
        sort: { key: "worth", descending: true },
        load: () => Promise.reject(new Error("404")),
      },
    });
    await vi.waitFor(() =>
      expect(table.querySelector("[role=status]")?.textContent).toContain("could not be read (404)"),
    );
  });

  it("opens one row at a time, by a button", () => {
    const table = dataTable({
      rows,
      columns,
      caption: "Accounts",
      rowId: ({ id }) => id,
      detail: ({ name }) => document.createTextNode(`about ${name}`),
    });
    const open = (index: number) => table.querySelectorAll<HTMLElement>("button[data-row]")[index]?.click();
    open(1);
    expect(table.querySelector(".bw-detail")?.textContent).toBe("about Beta");
    open(2);
    expect(table.querySelectorAll(".bw-detail")).toHaveLength(1);
    expect(table.querySelectorAll('[aria-expanded="true"]')).toHaveLength(1);
    open(2);
    expect(table.querySelectorAll(".bw-detail")).toHaveLength(0);
  });
});

describe("what a reader asked of a table", () => {
  it("stands in the address, and is read from there when the table is drawn anew", () => {
    history.replaceState(null, "", "/?other=1");
    const options = {
      rows,
      columns,
      caption: "Reps, won and kept",
      sort: { key: "name", descending: false },
    };
    dataTable(options).querySelector<HTMLElement>('button[data-key="worth"]')?.click();
    expect(location.search).toBe("?other=1&reps-won-and-kept-sort=-worth");
    const again = dataTable(options);
    expect(firstCells(again)[0]).toBe("Beta");
    again.querySelector<HTMLElement>('button[data-key="name"]')?.click();
    expect(location.search).toBe("?other=1");
  });

  it("does not stand there for a table that keeps none", () => {
    dataTable({ rows, columns, caption: "Data", address: null })
      .querySelector<HTMLElement>('button[data-key="worth"]')
      ?.click();
    expect(location.search).toBe("");
  });
});

it("a table of a dozen rows is searched in the words that it shows, and any table can be saved", () => {
  const many = Array.from({ length: 12 }, (_, at) => ({ id: `K${at}`, at }));
  const shown = [{ key: "name", label: "Name", value: ({ at }: { at: number }) => `Row ${at}` }];
  const table = dataTable({ rows: many, columns: shown, caption: "Many" });
  const box = table.querySelector("input");
  if (!box) throw new Error("no search box");
  box.value = "row 11";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  expect(firstCells(table)).toEqual(["Row 11"]);
  expect(table.textContent).toContain("Download as shown");
  const few = dataTable({ rows, columns, caption: "Few" });
  expect(few.querySelector("input")).toBeNull();
  expect(few.querySelector<HTMLElement>(".bw-table-tools")?.innerHTML).toMatch(/^<p class="bw-table-status"/);
});
