/**
 * APIs that are off after a push: Set up says what to click and then continues by itself, the check reports it, and a live system keeps
 * every report.
 */
import { describe, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { builtBundle } from "../../scripts/play/bundle";
import { openForm } from "../../scripts/play/stage";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import { mails, outageMails, recipients, wordsOf } from "../day/look";
import { admin, backup, contact, lead } from "../day/people";

const at = Date.parse("2026-09-01T08:00:00-07:00");
const off = { sheetsApi: "off", driveApi: "off" } as const;
const both = ["Sheets", "Drive"] as const;

const files = (workspace: LocalWorkspace) =>
  Object.values(driveSlice(workspace.store).files).filter(({ kind }) => kind === "spreadsheet");

/** The admin at the end of the first set-up's questions, none of them answered. */
async function readyToMake(assume: Readonly<Record<string, string>>) {
  const workspace = openForm({ dist: await builtBundle(), at, assume });
  workspace.clickMenu("setUp", admin);
  const person = new DialogPerson(workspace, admin);
  const first = person.open();
  if (first === null) throw new Error("no dialog");
  const create = person.press(first, "skip", { account: "role" });
  return { workspace, make: () => person.press(create, "create") };
}

describe("the first set-up", () => {
  test.each([
    [{ sheetsApi: "off" }, ["Sheets"]],
    [{ driveApi: "off" }, ["Drive"]],
    [off, both],
  ] as const)(
    "with %o names what to add again and nothing else, makes nothing, and goes on once it is chosen again",
    async (assume, services) => {
      const { workspace, make } = await readyToMake(assume);
      expect(make).toThrow(/service-off: /);
      const { error = "" } = workspace.runs[workspace.runs.length - 1] ?? {};
      expect(both.filter((service) => error?.includes(`${service} API`))).toEqual(services);
      expect(error).toContain("Click the plus sign beside Services");
      expect(files(workspace)).toEqual([]);
      for (const service of services) workspace.switchService(service, true);
      expect(Day.in(workspace).open("setUp").page.title).toContain("first check");
      expect(files(workspace)).toHaveLength(4);
    },
  );

  test("a service that goes off in the middle: it goes on where it was", async () => {
    const { workspace, make } = await readyToMake({});
    // After the registers: the Form's questions need their schools.
    workspace.atCall("Form.setTitle", () => workspace.switchService("Sheets", false));
    expect(make).toThrow(/Google Sheets API is not switched on/);
    const made = files(workspace).length;
    workspace.switchService("Sheets", true);
    expect(Day.in(workspace).open("setUp").page.title).toContain("first check");
    expect(files(workspace)).toHaveLength(made);
  });
});

describe("a live desk whose Sheets API is turned off", async () => {
  const day = await Day.begin();
  day.play({ advance: "PT6M" }, { account: { turnOffService: "Sheets" } });
  const out = day.play(reportOn("Rowan Pine", "730194"), { advance: "PT20M" });

  test("keeps the report, and tells lead and admin what to click", () => {
    expect(out.cases).toEqual([]);
    const told = outageMails(out);
    expect(new Set(recipients(told))).toEqual(new Set([admin, backup, contact, lead]));
    for (const mail of told) expect(wordsOf(mail)).toContain("Google Sheets API");
    const failed = out.runs.filter(({ ok }) => !ok).map(({ error }) => error ?? "");
    expect(failed.filter((error) => !error.startsWith("Error: service-off: "))).toEqual([]);
  });

  test("takes it in once, within ten minutes of the service being added again", () => {
    const later = day.play({ account: { addService: "Sheets" } }, { advance: "PT10M" });
    expect(later.reports).toHaveLength(1);
    const opened = mails(later, "case-opened");
    expect(opened.flatMap(({ to }) => to)).toEqual([contact]);
    expect(later.runs.slice(-1)[0]?.ok).toBe(true);
  });
});

describe("a live desk whose Drive API is turned off", async () => {
  const day = await Day.begin();
  day.play({ advance: "PT6M" }, { account: { turnOffService: { service: "Drive" } } });
  const out = day.play(reportOn("Rowan Pine", "730194"), { advance: "PT3H" });

  test("takes reports in as ever, and no run fails", () => {
    expect(out.cases).toHaveLength(1);
    expect(out.runs.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("tells lead and admin, once, that it does not see who a link lets in, and what to click", () => {
    const told = mails(out, "service-off");
    expect(recipients(told)).toEqual([admin, lead]);
    for (const mail of told) expect(wordsOf(mail)).toContain("Drive API");
    const later = day.play({ account: { addService: "drive" } }, { advance: "PT3H" });
    expect(mails(later, "service-off")).toHaveLength(2);
    expect(later.activity.filter(({ what }) => what === "sharing-closed")).toEqual([]);
  });

  test("and still tells of a link once it sees again", () => {
    const later = day.play({ share: { link: { to: "anyone" } } }, { advance: "PT2H" });
    expect(mails(later, "sharing-open")).toHaveLength(2);
  });
});
