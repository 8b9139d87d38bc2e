/**
 * Someone who can edit the Form calls every function of the script from the console of a dialog's page, with any arguments. They are the
 * lead, and a sealed report is about them. They must learn nothing about it, and must not be able to end or change anything that others
 * rely on.
 */
import { expect, test } from "vitest";
import { entryFunctions } from "../../scripts/build/script";
import { driveSlice } from "../../scripts/workspace/service";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import { openers } from "../day/look";
import { admin, alternateRow, contact, demoAnd, lead } from "../day/people";
import { isEveryPoint } from "../every-point";

const secret = "Sealed Secretname";

/** As a page may send it: JSON alone. Forged events name the lead's choice of file, rows and editor. */
const forgedEdit = (id: string) => ({
  source: { id, getId: id },
  range: { rowStart: 3, rowEnd: 900, columnStart: 1, columnEnd: 60 },
  user: { email: contact },
});

const views = ["go-live", "uninstall", "settings", "drill", "district", "print"];
const acts = ["check", "go-live", "attest", "uninstall", "save", "start", "create", "__proto__"];

function argumentsFor(files: readonly string[]): readonly (readonly unknown[])[] {
  // Each act from half of the views, each view with half of the acts, in turn.
  const requests = views.flatMap((view, at) =>
    acts
      .filter((_act, turn) => isEveryPoint || (at + turn) % 2 === 0)
      .map((act) => [JSON.stringify({ view, act, values: { case: "26-0001", purpose: secret } })]),
  );
  return [
    [],
    [null],
    [{}],
    ["x".repeat(60_000)],
    [["=1+1"]],
    ...files.map((id) => [forgedEdit(id)]),
    ...requests,
  ];
}

test("every function, with every kind of argument", async () => {
  const day = await Day.begin({ directory: demoAnd(alternateRow) });
  const { workspace } = day;
  const { store, containerId } = workspace;
  day.play(
    reportOn("Alex Doe", "1001"),
    reportOn(secret, "1002", { recipientMayBeInvolved: "lead", facts: "Secret facts." }),
  );
  const before = day.out();
  expect(before.cases.map(({ register }) => register).sort()).toEqual(["main", "sealed-alternate"]);
  driveSlice(store).files[containerId]?.editors.push(lead);
  const files = Object.keys(driveSlice(store).files);
  const said: string[] = [];
  for (const name of entryFunctions) {
    const requests = argumentsFor(files);
    for (const args of name === "onDialog" ? requests : requests.slice(0, 5 + files.length)) {
      const result = workspace.callFromDialog(name, lead, args);
      said.push(JSON.stringify(result.ok ? (result.value ?? null) : result.error));
    }
  }
  // Whoever edits the Form reads its responses there; the script tells them nothing of a sealed one.
  for (const words of said) expect(words).not.toMatch(/Secretname|Secret facts/);
  const out = day.play({ advance: "PT30M" }, reportOn("Bo Later", "1003"));
  expect(out.errors.filter(({ error }) => /Secret/.test(error))).toEqual([]);
  for (const mail of out.inbox) expect(JSON.stringify(mail)).not.toMatch(/Secretname|Secret facts/);
  // A second account that chooses Set up would be a spare; the lead is refused, and lets nobody in.
  expect(openers(out, "sealed-alternate")).not.toContain(lead);
  expect(out.cases.map(({ register, student }) => [register, student])).toEqual([
    ["main", "Alex Doe"],
    ["main", "Bo Later"],
    ["sealed-alternate", secret],
  ]);
  expect(out.reports).toHaveLength(3);
  expect(out.activity.filter(({ what }) => what === "edited")).toEqual([]);
});

test("in a copy of the Form that remembers the first one, every function refuses, and writes nothing", async () => {
  const day = await Day.begin();
  day.play(reportOn("Alex Doe", "1001"));
  const { workspace } = day;
  const before = JSON.stringify(day.out().cells);
  const mails = day.out().inbox.length;
  day.memory().set("form", { id: "the-form-that-was-copied" });
  for (const name of entryFunctions.filter((one) => one !== "onOpen")) {
    const { ok, error, value } = workspace.callFromDialog(name, admin, [
      '{"view":"check","act":"check"}',
    ]);
    // A command of the menu shows the words in its window; the others end with their code.
    const said = ok ? JSON.stringify([value ?? null, day.out().pages]) : error;
    expect(said, name).not.toContain("Alex");
  }
  day.play({ advance: "PT15M" });
  expect(JSON.stringify(day.out().cells)).toBe(before);
  expect(day.out().inbox).toHaveLength(mails);
});
