/** A roll-over whose account is gone in the middle: the spare and every reader are in before the new files take the places. Synthetic people only. */

import { expect, test } from "vitest";
import { scriptMemory } from "../../scripts/play/script-memory";
import { reportRegisters } from "../../src/register/register-ids";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { admin, alternate, backup, contact, lead, spare } from "../day/people";

const danger = { immediateDanger: "yes", concerns: ["suspected-victim"] };
const sealed = { ...danger, recipientMayBeInvolved: "contact" };

/** A desk with a spare and a sealed case, right after the new files took the places; nothing else of the roll-over was done. */
async function justSwitched(): Promise<Day> {
  const desk = await Day.withAlternate();
  desk.play({ edit: { tab: "contacts", key: alternate, set: { mayOpen: true } }, as: lead });
  desk.join(spare);
  desk.play({ submit: reportOnAnother(sealed) }, { advance: "PT5M" });
  const { workspace } = desk;
  const press = (act: string) => {
    const request = JSON.stringify({ view: "roll-over", act, values: {} });
    workspace.callFromDialog("onDialog", admin, [request]);
  };
  press("begin");
  for (let left = 10; left > 0; left -= 1) {
    const step = scriptMemory(workspace.store).get("rollOver")?.step;
    if (step === 3) return desk;
    workspace.passUnattended(60_000);
    press("on");
  }
  throw new Error("never switched");
}

const editors = (desk: Day, file: string) =>
  desk
    .out()
    .access.filter((one) => one.file === file && one.role === "editor")
    .map(({ who }) => who)
    .sort();

test("the running account is suspended between the switch and the letting-in: the spare goes on, and nobody is shut out", async () => {
  const desk = await justSwitched();
  expect(editors(desk, "main")).toEqual([alternate, backup, contact, lead, spare]);
  expect(editors(desk, "sealed")).toEqual([alternate, lead, spare]);
  expect(editors(desk, "sealed-lead")).toEqual([lead, spare]);
  expect(editors(desk, "sealed-alternate")).toEqual([alternate, spare]);
  const from = desk.workspace.runs.length;
  desk.play(
    { account: { suspend: admin } },
    { submit: reportOnAnother(danger) },
    { advance: "PT20M" },
    { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
    { submit: reportOnAnother(sealed) },
    { advance: "PT20M" },
  );
  const out = desk.out();
  const failed = desk.workspace.runs.slice(from).filter(({ error }) => error !== null);
  expect(failed.map(({ as, error }) => `${as}: ${error}`)).toEqual([]);
  const of = (register: string) => out.cases.filter((one) => one["register"] === register);
  expect(of("main")).toMatchObject([{ acknowledged: true, acknowledgedBy: contact }]);
  expect(of("sealed")).toHaveLength(2);
  const told = (message: string) =>
    out.inbox.filter((one) => one.message === message).flatMap(({ to }) => to);
  expect(told("case-opened")).toContain(contact);
  expect(told("register-unreachable")).toEqual([]);
}, 120_000);

test("an account that cannot write tells whoever it can still mail", async () => {
  const desk = await justSwitched();
  for (const file of reportRegisters)
    desk.play({ share: { remove: { who: spare, file } }, as: admin });
  const before = desk.out().inbox.length;
  desk.play(
    { account: { suspend: admin } },
    { advance: "PT40M" },
    { submit: reportOnAnother(danger) },
  );
  desk.play({ advance: "PT30M" });
  const told = desk.out().inbox.slice(before);
  const to = (message: string) => [
    ...new Set(told.filter((one) => one.message === message).flatMap((one) => one.to)),
  ];
  expect(to("register-unreachable")).toContain(lead);
}, 120_000);
