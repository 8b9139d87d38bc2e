/** Days on which two accounts run the desk: the second is let in, stands by, and goes on alone when the first one falls silent. */
import { describe, expect, test } from "vitest";
import {
  mainRegister,
  putCells,
  registerIds,
  rowsOf,
  tabCells,
} from "../../scripts/play/register-cells";

import { sentMail } from "../../scripts/workspace/index";

import { driveSlice } from "../../scripts/workspace/service";
import { setMailAllowance } from "../../scripts/workspace/services/mail/index";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import {
  admin,
  alternate,
  aReport,
  counts,
  Desk,
  eachOnce,
  lead,
  openers,
  spare,
} from "./two-accounts";

/** Editors of the protections of a register that the automation keeps. */
function protectedFor(desk: Desk, register: string): ReadonlySet<string> {
  const { store } = desk.workspace;
  const file = Object.values(driveSlice(store).files).find(
    ({ appProperties }) => appProperties["studentSafetyRegister"] === register,
  );
  const { sheets = [] } = sheetsSlice(store).spreadsheets[file?.id ?? ""] ?? {};
  return new Set(
    sheets.flatMap(({ protectedRanges }) =>
      protectedRanges.flatMap(({ description, editors }) =>
        description?.startsWith("Kept by") === true ? (editors?.users ?? []) : [],
      ),
    ),
  );
}

describe("a second account chooses Set up", async () => {
  const desk = await Desk.begin();
  const words = desk.join(spare, "PT1M");
  const before = desk.play({ submit: aReport() });
  const early = desk.failures(spare);
  const out = desk.play(
    { advance: "PT11M" },
    { submit: aReport() },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { loseTrigger: { submit: aReport() } },
    { advance: "PT2H" },
  );

  test("it reads what happens next and when, and nothing fails until then", () => {
    expect(words).toMatch(/lets it into the registers within ten minutes/);
    expect(words).toContain(admin);
    expect(early).toEqual([]);
    expect(counts(before)).toEqual(eachOnce(1));
  });

  test("the first one lets it into every register, and leads and admins are told", () => {
    for (const name of ["main", "sealed", "sealed-from-lead"]) {
      expect([...protectedFor(desk, name)].sort()).toEqual([admin, spare]);
    }
    expect(openers(out, "main")).toContain(spare);
    const told = out.inbox.filter(({ text }) => text.includes(spare));
    expect(new Set(told.flatMap(({ to }) => to))).toEqual(new Set([lead, admin, alternate]));
  });

  test("it makes the triggers that it could not make before, once", () => {
    expect(desk.triggersOf(spare).filter((name) => name === "onRegisterEdit")).toHaveLength(3);
    expect(desk.triggersOf(spare).filter((name) => name === "onFormSubmit")).toHaveLength(1);
  });

  test("each report one row and one mail, each clock's work done once, nothing failed", () => {
    expect(counts(out)).toEqual(eachOnce(3));
    expect(out.errors).toEqual([]);
    const mails = out.inbox.map((mail) => `${mail.to} ${mail.message} ${mail.case} ${mail.text}`);
    expect(new Set(mails).size).toBe(mails.length);
    expect(desk.setUp(spare)).toContain(`${admin} runs the desk too`);
  });

  test("while the first one works, the second one's clock run makes no Sheets call", () => {
    const waiting = out.runs.filter(
      ({ as, function: name, at }) =>
        as === spare && name === "onClock" && at > "2026-09-01T16:20:00",
    );
    expect(waiting.length).toBeGreaterThan(20);
    for (const { calls } of waiting) {
      expect(calls.total).toBeLessThanOrEqual(4);
      expect(Object.keys(calls.byName).filter((name) => name.startsWith("Sheets"))).toEqual([]);
    }
  });
});

describe("the first account is suspended", async () => {
  const desk = await Desk.begin();
  desk.join(spare, "PT25M");
  const out = desk.play(
    { account: { suspend: "admin" } },
    { submit: aReport() },
    { submit: aReport({ recipientMayBeInvolved: "lead" }) },
    { loseTrigger: { submit: aReport() } },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { advance: "PT11M" },
  );
  const later = desk.play({ advance: "P1D" });

  test("reports, edits and mail go on at once, and what needs the clock within ten minutes", () => {
    expect(counts(out)).toEqual(eachOnce(3));
    expect(out.cases.find((one) => one["register"] === "main")).toMatchObject({
      acknowledged: true,
    });
    expect(desk.failures(spare)).toEqual([]);
  });

  test("those who can mend it are told once, and not the one who fell silent", () => {
    const silent = later.inbox.filter(({ message }) => message === "installer-silent");
    expect(silent.map(({ to }) => to)).toEqual([[lead]]);
    expect(silent[0]?.text).toContain(admin);
    expect(silent[0]?.text).toContain("transfer its Drive files");
  });

  test("when it comes back it works as before, and nothing is doubled", () => {
    const back = desk.play(
      { account: { restore: "admin" } },
      { submit: aReport() },
      { advance: "PT20M" },
    );
    expect(counts(back)).toEqual(eachOnce(4));
    expect(
      back.runs.filter(({ as, cellsWritten }) => as === admin && cellsWritten > 0),
    ).not.toEqual([]);
  });
});

describe("the lead stands by, and a report names the lead", async () => {
  const desk = await Desk.begin();
  desk.join(lead, "PT25M");
  const both = desk.play({ submit: aReport({ recipientMayBeInvolved: "lead" }) });
  const alone = desk.play(
    { account: { suspend: "admin" } },
    { submit: aReport({ recipientMayBeInvolved: "lead" }) },
    { submit: aReport() },
    { advance: "PT3H" },
  );
  const nextDay = desk.play({ advance: "P1D" });
  const back = desk.play({ account: { restore: "admin" } }, { advance: "PT11M" });
  const waits = (out: typeof alone) =>
    out.inbox.filter(({ text }) => /must not take in/.test(text));

  test("the lead's account is let into the other registers, and never into that one", () => {
    expect([...protectedFor(desk, "sealed")]).toContain(lead);
    expect([...protectedFor(desk, "sealed-from-lead")]).toEqual([admin]);
    const files = Object.values(driveSlice(desk.workspace.store).files);
    const named = files.find(
      ({ appProperties }) => appProperties["studentSafetyRegister"] === "sealed-from-lead",
    );
    expect(named?.editors).not.toContain(lead);
    expect(desk.triggersOf(lead).filter((name) => name === "onRegisterEdit")).toHaveLength(2);
  });

  test("with both at work the alternate lead is told, and the lead of nothing", () => {
    expect(counts(both)).toEqual(eachOnce(1));
    expect(both.inbox.filter(({ message }) => message === "case-opened")[0]?.to).toEqual([
      alternate,
    ]);
  });

  test("alone, the lead's account leaves it in the Form; all else goes on", () => {
    expect(alone.reports).toHaveLength(2);
    expect(desk.failures(lead)).toEqual([]);
  });

  test("after an hour the alternate lead is mailed once a day, without data", () => {
    expect(waits(alone).map(({ to }) => to)).toEqual([[alternate]]);
    expect(Date.parse(waits(alone)[0]?.at ?? "") - Date.parse("2026-09-01T16:25:00Z")).toBeLessThan(
      75 * 60_000,
    );
    expect(waits(nextDay)).toHaveLength(2);
    const sent = sentMail(desk.workspace.store).filter(({ body }) => /must not take in/.test(body));
    expect(sent.map(({ name, replyTo }) => [name, replyTo])).toEqual([
      ["Student Safety Desk", alternate],
      ["Student Safety Desk", alternate],
    ]);
    expect(waits(alone)[0]?.text).not.toMatch(/North High|Student [a-z]\d|sealed/);
  });

  test("another account takes it in as soon as it is back, and the mails end", () => {
    expect(counts(back)).toEqual(eachOnce(3));
    const after = desk.play({ advance: "PT13H" });
    expect(waits(after)).toHaveLength(2);
  });
});

test("an alternate lead who is a lead too is not told of it either; the admin is", async () => {
  const desk = await Desk.begin();
  const second = { role: "district lead", email: alternate };
  desk.play({
    edit: { tab: "contacts", key: "backup@district.example", set: second },
    as: "admin",
  });
  desk.join(lead, "PT25M");
  const out = desk.play(
    { account: { suspend: "admin" } },
    { submit: aReport({ recipientMayBeInvolved: "lead" }) },
    { advance: "PT75M" },
  );
  const told = out.inbox.filter(({ text }) => /must not take in/.test(text));
  expect(told.map(({ to }) => to)).toEqual([[admin]]);
  expect(out.inbox.filter(({ message }) => message === "case-opened")).toEqual([]);
});

describe("the only account is suspended", async () => {
  const desk = await Desk.begin();
  desk.play(
    { share: { add: { who: spare, file: "form" } }, as: "admin" },
    { account: { suspend: "admin" } },
    { submit: aReport() },
    { advance: "PT20M" },
  );
  const refused = desk.setUp(spare);
  const files = Object.values(driveSlice(desk.workspace.store).files).length;
  const waiting = desk.play({ advance: "PT11M" });
  const failed = desk.failures(spare);
  desk.play({ account: { transferFiles: { of: admin, to: spare } } });
  const words = desk.setUp(spare);
  const out = desk.play({ submit: aReport() }, { advance: "PT11M" });

  test("another one is refused in words, and makes no second register", () => {
    expect(refused).toMatch(/^Error: no-access: .*transfer its Drive files to this account/);
    expect(Object.values(driveSlice(desk.workspace.store).files)).toHaveLength(files);
    expect(waiting.reports).toEqual([]);
  });

  test("its runs say so, since nobody else can", () => {
    expect(failed.length).toBeGreaterThan(1);
    expect(failed.every((error) => error.startsWith("Error: no-access: "))).toBe(true);
  });

  test("once the files are transferred it sets up, and takes in what waited", () => {
    expect(words).toMatch(/in place/);
    expect(counts(out)).toEqual(eachOnce(2));
  });
});

test("an account from outside the district is not let in", async () => {
  const desk = await Desk.begin();
  desk.join("stranger@elsewhere.example", "PT2H");
  expect(openers(desk.out(), "main")).not.toContain("stranger@elsewhere.example");
  expect(openers(desk.out(), "sealed")).not.toContain("stranger@elsewhere.example");
});

test("the first account has no mail left today: the second one sends", async () => {
  const desk = await Desk.begin();
  desk.join(spare, "PT25M");
  setMailAllowance(desk.workspace.store, admin, 0);
  const out = desk.play({ submit: aReport() }, { advance: "PT25M" });
  expect(counts(out)).toEqual(eachOnce(1));
});

test("what the lead's account left for an hour or two is found, though the clock has looked past it", async () => {
  const desk = await Desk.begin();
  desk.join(lead, "PT25M");
  desk.play(
    { account: { suspend: "admin" } },
    { submit: aReport({ recipientMayBeInvolved: "lead" }) },
    { advance: "PT3H" },
    { account: { restore: "admin" } },
  );
  const out = desk.play({ advance: "PT11M" });
  expect(counts(out)).toEqual(eachOnce(1));
});

describe("the lead set the desk up before Contacts named a lead", async () => {
  const desk = await Desk.begin();
  const { store } = desk.workspace;
  const rows = tabCells(store, mainRegister(store), "contacts");
  const roles = rowsOf(store, mainRegister(store), "contacts");
  for (const { index, cells } of roles) {
    if (rows === null) break;
    const swapped = { [admin]: "district lead", [lead]: "district admin" }[String(cells["email"])];
    if (swapped !== undefined) putCells(rows, index, { role: swapped });
  }
  const before = registerIds(store).get("sealed-from-lead") ?? "";
  desk.play({ submit: aReport({ recipientMayBeInvolved: "lead" }) }, { advance: "PT11M" });
  const waiting = desk.out().reports.length;
  desk.join(spare, "PT16M");
  const after = registerIds(store).get("sealed-from-lead") ?? "";
  const out = desk.play(
    { submit: aReport({ recipientMayBeInvolved: "lead" }) },
    { submit: aReport() },
    { advance: "PT16M" },
  );

  test("the file of the lead's own is given up for one that the second account owns", () => {
    expect(waiting).toBe(0);
    const { files } = driveSlice(store);
    expect([files[before]?.owner, files[after]?.owner]).toEqual([admin, spare]);
    expect(files[after]?.editors).not.toContain(admin);
    expect(protectedFor(desk, "main")).toContain(spare);
  });

  test("and takes in what waited", () => {
    expect(counts(out)).toEqual(eachOnce(3));
    expect(desk.failures(spare)).toEqual([]);
    expect(
      out.inbox.filter(({ to }) => to.includes(alternate)).map(({ message }) => message),
    ).toEqual(["case-opened", "case-opened"]);
  });
});
