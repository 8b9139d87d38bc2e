/** The proof report that going live waits for: what it proves, and what is a report all the same (design 2.17). */
import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { menu } from "../day/events";
import { mails, mailTo, type Output, recipients } from "../day/look";
import { admin, alternate, contactsRow, demoAnd, lead } from "../day/people";

/** A directory with which nothing is wrong. */
const directory = {
  ...demoAnd(contactsRow("alternate lead", alternate)),
  settings: { retentionYears: 7, domains: "district.example" },
};
const notLive = { live: false, directory };
const check = { menu: { name: "check" } };
const code = { submit: { school: "North High", studentName: "{proof}" } };
const answers = { proof: "list", provedOn: "2026-08-30", proofSentBy: "Terry Teacher" };
const goLive = (more: object = {}) => menu("go-live", { ...answers, ...more });

const proofs = (out: Output) => mails(out, "proof-report");
const codesIn = (out: Output) =>
  out.pages.flatMap(({ text }) => /Proof code: (\S+)/.exec(text)?.[1] ?? []);
const cameLine = "the Form's link, its trigger and the mail work";

test("the code goes through the Form by a teacher: no case, mail to whoever asked and the lead, and the desk can go live", async () => {
  const out = await playCleanDay(
    [check, code, { advance: "PT20M" }, check, goLive(), { submit: { school: "North High" } }],
    notLive,
  );
  expect(codesIn(out)[0]).toMatch(/^[B-Z2-9]{8}$/);
  expect(recipients(proofs(out))).toEqual([admin, lead]);
  expect(out.pages[1]?.text).toContain(cameLine);
  expect(out.pages[2]?.text).toContain("The desk is live");
  expect(out.activity.find(({ what }) => what === "went-live")?.["to"]).toBe(
    "tried on Google: list 2026-08-30; proof report sent by: Terry Teacher",
  );
  // Only what was sent once it was live.
  expect(out.reports).toHaveLength(1);
  expect(out.reports[0]?.["studentName"]).toBeNull();
});

test("without one the desk does not go live, and the page says how to send it", async () => {
  const out = await playDay([goLive()], notLive);
  const [page] = out.pages;
  expect(page?.text).toContain("Not live yet");
  expect(page?.text).toContain("No proof report has come yet");
  expect(page?.text).toMatch(/somebody who may not edit the Form open https:\S+, write the code/);
  expect(out.refused.map(({ error }) => error).join()).not.toContain("no page");
});

test("days later its response is still skipped by the sweep of all, and stays where it is", async () => {
  const out = await playDay([check, code, { advance: "P2D" }, check], notLive);
  expect([out.cases, out.reports]).toEqual([[], []]);
  expect(out.pages[1]?.text).toContain(
    "ok: The register has every report that the Form has for it.",
  );
});

describe("it is a report", () => {
  test.each([
    ["with another answer", [{ submit: { ...code.submit, immediateDanger: "no" } }]],
    ["with a tick", [{ submit: { ...code.submit, factors: ["frequently-absent"] } }]],
    ["with words about it", [{ submit: { ...code.submit, facts: "A test." } }]],
    ["an hour later", [{ advance: "PT1H1M" }, code]],
    ["a second time", [code, code]],
    [
      "where its trigger was lost, which it is to prove",
      [{ loseTrigger: code }, { advance: "PT15M" }],
    ],
  ])("%s", async (_, events) => {
    const out = await playCleanDay([check, ...events], notLive);
    expect(out.reports).toHaveLength(1);
    expect(out.reports[0]?.["studentName"]).toBe(codesIn(out)[0]);
  });

  test("with a code that the check never showed", async () => {
    const out = await playDay(
      [check, { submit: { school: "North High", studentName: "BCDFGHJK" } }],
      notLive,
    );
    expect([out.reports.length, proofs(out).length]).toEqual([1, 0]);
  });

  test("once the desk is live", async () => {
    const out = await playDay([check, code, { advance: "PT5M" }, check, goLive(), code], notLive);
    expect(out.reports.map(({ studentName }) => studentName)).toEqual([codesIn(out)[0]]);
  });
});

test("typed in small letters, with a blank after it, it is the same code", async () => {
  const [shown = ""] = codesIn(await playDay([check], notLive));
  const typed = { submit: { ...code.submit, studentName: `${shown.toLowerCase()} ` } };
  const out = await playDay([check, typed, { advance: "PT5M" }, check], notLive);
  expect([out.cases.length, out.reports.length, proofs(out).length]).toEqual([0, 0, 2]);
  expect(out.pages[1]?.text).toContain(cameLine);
});

test("delivered twice it stays a proof, and is told once", async () => {
  const out = await playDay([check, code, { deliverAgain: 0 }, { advance: "PT1H" }], notLive);
  expect([out.reports.length, proofs(out).length]).toEqual([0, 2]);
});

test("a mail that is refused is no proof: the check says so, and the next code is another", async () => {
  const out = await playDay(
    [
      check,
      { fault: { call: "MailApp.sendEmail", nth: 2, when: "before" } },
      code,
      goLive(),
      code,
      { advance: "PT5M" },
      check,
    ],
    notLive,
  );
  expect(out.reports).toEqual([]);
  expect(out.pages[1]?.text).toContain("a mail about it was refused: that is no proof");
  const [first, second] = codesIn(out);
  expect(second).not.toBe(first);
  expect(out.pages[2]?.text).toContain(cameLine);
});

test("a run that is cut after the code was used leaves neither a case nor a proof", async () => {
  const out = await playDay(
    [
      check,
      { fault: { call: "MailApp.sendEmail", when: "stop" } },
      code,
      { advance: "PT1H" },
      goLive(),
    ],
    notLive,
  );
  expect([out.reports.length, proofs(out).length]).toEqual([0, 0]);
  expect(out.pages[1]?.text).toContain("Not live yet");
});

test("an editor of the Form, named as its sender, does not count", async () => {
  const out = await playDay(
    [check, code, { advance: "PT5M" }, goLive({ proofSentBy: admin })],
    notLive,
  );
  expect(out.refused.map(({ error }) => error).join()).toContain("may edit the Form");
  expect(out.activity.filter(({ what }) => what === "went-live")).toEqual([]);
});

test("nobody named as its sender is no attest; once there is one, page, Activity and check say who attested and when", async () => {
  const wait = { advance: "PT5M" };
  const refused = await playDay([check, code, wait, goLive({ proofSentBy: "" })], notLive);
  expect(refused.refused.map(({ error }) => error).join()).toContain("a name or an address");
  expect(refused.activity.filter(({ what }) => what === "went-live")).toEqual([]);
  const out = await playDay([check, code, wait, goLive(), check], notLive);
  const said = `The proof report was sent by Terry Teacher: ${admin} said so on Tue Sep 1, 9:0`;
  expect(out.pages[1]?.text).toContain(said);
  expect(out.pages[2]?.text).toContain(`ok: ${said}`);
  expect(out.activity.find(({ what }) => what === "went-live")?.["who"]).toBe(admin);
});

test("a Form that is open to nobody never gets so far", async () => {
  const out = await playDay(
    [{ form: { responders: "nobody" } }, check, code, { advance: "PT10M" }, goLive()],
    notLive,
  );
  expect(out.refused[0]?.error).toContain("not open to teacher@district.example");
  expect(out.pages[1]?.text).toContain("Not live yet");
});

test("a live desk is offered no code", async () => {
  const out = await playDay([check], { directory });
  expect(codesIn(out)).toEqual([]);
  expect(mailTo(out, admin)).toEqual([]);
});

describe("what the script remembers of it", async () => {
  test("where it is lost, the response is taken in, and somebody looks at it", async () => {
    const day = await Day.begin(notLive);
    expect(day.play(check, code, { advance: "PT20M" }).reports).toEqual([]);
    delete day.properties()["proofReport"];
    const out = day.play({ advance: "P1DT1H" });
    expect(out.cases.map(({ level }) => level)).toEqual(["needs-review"]);
  });
});
