/** What people do in a drill, for the tests of it. Synthetic people only. */
import { expect } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import type { Day } from "../day/day";
import { report } from "../day/events";
import type { Output } from "../day/look";

export const begin = { menu: { name: "drill", answers: { school: "North High" } } };
export const ends = { menu: { name: "drill", answers: ["end"] } };
export const look = { menu: { name: "drill" } };
export const minutes = (count: number) => ({ advance: `PT${count}M` });
export const call = "call-child-and-family-services";
export const acknowledges = { edit: { case: "DRILL-0001", set: { acknowledged: true } } };
export const ticks = { edit: { case: "DRILL-0001", act: call, set: { done: true } } };
export const real = report();

export const pageOf = ({ pages }: Output) => pages.at(-1)?.text ?? "";
export const codeIn = (out: Output) => /DRILL-[B-Z2-9]{4}/.exec(pageOf(out))?.[0] ?? "no code";
export const withCode = (code: string) => ({ submit: { ...real, studentName: code } });
export const drillMail = ({ inbox }: Output) =>
  inbox.filter(({ subject }) => /^DRILL: /.test(subject));
export const casesOf = ({ cases }: Output, register: string) =>
  cases.filter((one) => one["register"] === register).map((one) => one["case"]);
export const editors = ({ access }: Output) =>
  access.flatMap(({ file, who, role }) => (file === "drill" && role === "editor" ? [who] : []));
export const kept = (day: Day) =>
  (day.workspace.store.snapshot()["properties"] ?? {}) as Readonly<Record<string, unknown>>;

/** Nothing of it is left but what came of it and one line. */
export function expectSwept(day: Day, out: Output): void {
  expect(out.errors).toEqual([]);
  expect(out.access.filter(({ file }) => file === "drill")).toEqual([]);
  const { files } = driveSlice(day.workspace.store);
  const drills = Object.entries(files).filter(([, { appProperties }]) =>
    Object.values(appProperties).includes("drill"),
  );
  expect(drills.map(([, { trashed, editors }]) => [trashed, editors])).toEqual(
    drills.map(() => [true, []]),
  );
  const watched = day.triggers().map((one) => ("spreadsheetId" in one ? one.spreadsheetId : null));
  expect(watched.filter((id) => drills.some(([file]) => file === id))).toEqual([]);
  expect(out.cases.filter((one) => one["register"] === "drill")).toEqual([]);
  expect(JSON.stringify(kept(day))).toContain("lastDrill");
  const lines = out.activity.filter(({ what }) => /^drill-(not-)?held$/.test(String(what)));
  // Who answered is kept as a role; where nobody was asked, nothing.
  expect(lines.map(({ who, case: of, from }) => [who, of, from !== null])).toEqual([
    ["automation", null, lines[0]?.["what"] === "drill-held"],
  ]);
}
