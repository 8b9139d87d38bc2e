/** What a family gets is the same for a case of every level and of every course, and a student of 18 is asked alone first. */
import { expect, test } from "vitest";
import { playDay } from "../day/day";
import { byCounsel, edit, editOf, first, menu, merge, minutes, report, tick } from "../day/events";
import type { Output } from "../day/look";

const parent = { recipient: "Dana Testperson", recipientKind: "family", ...byCounsel };
const records = (out: Output) =>
  out.pages.flatMap(({ text }) => (text.startsWith("Record of case") ? [text] : []));
const submit = (more: object) => ({
  submit: report({ factors: undefined, recipientMayBeInvolved: "no", facts: "Seen.", ...more }),
});
/** The record and its list of what is withheld, without the reference and the minutes of the clock. */
const forFamily = async (events: readonly object[], reference = first, register = "main") => {
  const asked = { ...parent, case: reference, register };
  const out = await playDay([
    ...events,
    minutes(10),
    menu("print", asked, "lead"),
    menu("print", { ...asked, withheldList: true }, "lead"),
  ]);
  expect(out.errors).toEqual([]);
  const texts = records(out);
  expect(texts).toHaveLength(2);
  return texts.map((text) =>
    text.replace(/\d\d-\d{4,}/g, "REF").replace(/\d+:\d\d [AP]M/g, "TIME"),
  );
};

test("cases of every level and course print the same for family, the list of what is withheld included", async () => {
  const usual = { factors: ["frequently-absent"] };
  const victim = { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" };
  const plain = await forFamily([submit(usual)]);
  const sealed = { recipientMayBeInvolved: "contact", ...victim };
  const days: Readonly<Record<string, Parameters<typeof forFamily>>> = {
    "at risk": [[submit({ factors: ["controlled-or-groomed"] })]],
    "suspected victim": [[submit({ concerns: ["suspected-victim"] })]],
    "confirmed victim": [[submit(victim)]],
    recruiting: [[submit({ concerns: ["recruiting-or-exploiting"], studentRole: "both" })]],
    "danger, and staff": [
      [submit({ ...victim, immediateDanger: "yes", staffMayBeInvolved: "yes" })],
    ],
    sealed: [[submit(sealed)], first, "sealed"],
    merged: [
      [submit(usual), submit({ ...victim, studentId: "9" }), minutes(5), merge("26-0002", first)],
    ],
    "handed over, on hold, worked on": [
      [
        submit(victim),
        minutes(5),
        edit({
          acknowledged: true,
          notes: "A note.",
          handedTo: "Elsewhere",
          holdUntil: "2026-09-09",
        }),
        tick("call-child-and-family-services", { done: true, agencyReference: "REF-7781" }),
        { edit: { tab: "plan", case: first, set: { action: "A trusted adult" } } },
        { edit: { tab: "log", case: first, set: { what: "Spoke with the aunt" } } },
        edit({ steppedAside: "x" }, "backup"),
        editOf(first, { legalHold: true, raiseLevelTo: "confirmed-victim" }, "lead"),
      ],
    ],
    earlier: [
      [
        submit(usual),
        minutes(5),
        edit({ closeReason: "entered-by-mistake", notes: "A slip." }),
        editOf(first, { leadAgreed: true }, "lead"),
        edit({ status: "closed" }),
        minutes(5),
        submit(victim),
      ],
      "26-0002",
    ],
  };
  for (const [name, day] of Object.entries(days))
    expect(await forFamily(...day), name).toEqual(plain);
  expect(plain[0]).toContain("Rowan Pine");
});

test("notes, plan and log are in a family's record only if they are put in, and then no step and no factor of theirs", async () => {
  const out = await playDay([
    submit({ factors: ["controlled-or-groomed"] }),
    minutes(5),
    edit({ notes: "A note.", withdrawFactor: null }),
    { edit: { tab: "plan", case: first, set: { action: "A trusted adult" } } },
    { edit: { tab: "log", case: first, set: { what: "Spoke with the aunt" } } },
    tick("co-create-action-plan"),
    editOf(first, { withdrawFactor: "controlled-or-groomed", withdrawReason: "Another" }, "lead"),
    minutes(10),
    menu("print", { ...parent, case: first }, "lead"),
    menu("print", { ...parent, case: first, notes: true, plan: true, log: true }, "lead"),
  ]);
  const [without = "", within = ""] = records(out);
  for (const words of ["A note.", "A trusted adult", "Spoke with the aunt"]) {
    expect(without).not.toContain(words);
    expect(within).toContain(words);
  }
  expect(within).not.toMatch(/factor|groomed|action plan|controlled/i);
});

test("a student of 18 waits for counsel and is asked alone first; the assessment and the log are in it only if put in", async () => {
  const asked = { case: first, recipient: "Rowan Pine", recipientKind: "student" };
  const alone = { ...asked, askedAlone: "yes" };
  const out = await playDay([
    submit({ concerns: ["suspected-victim"] }),
    minutes(5),
    edit({ isAdult: "yes", notes: "A note." }),
    { edit: { tab: "log", case: first, set: { what: "Det. Ruiz called" } } },
    minutes(10),
    ...[
      { ...asked, ...byCounsel },
      { ...asked, ...byCounsel, askedAlone: "no" },
      alone,
      { ...alone, ...byCounsel },
      { ...alone, ...byCounsel, inside: true, log: true },
    ].map((one) => menu("print", one, "lead")),
  ]);
  const why = out.refused.map(({ error }) => error);
  expect(why).toHaveLength(3);
  for (const words of why.slice(0, 2)) expect(words).toContain("with the student alone first");
  expect(why[2]).toContain("waits for your counsel");
  const [without = "", within = ""] = records(out);
  expect(without).toContain("Rowan Pine");
  expect(without).not.toMatch(/victim|Ruiz|A note|Step/i);
  expect(within).toMatch(/Suspected victim[\s\S]*Det\. Ruiz called/i);
});

test("without a recipient nothing is printed, whatever is chosen or put in, and the page says what to do", async () => {
  const empty = [{}, { recipientKind: "family", ...byCounsel }, { reports: true }];
  const out = await playDay([
    submit({}),
    ...empty.map((one) => menu("print", { case: first, recipient: " ", ...one }, "lead")),
    menu("print", { case: first, recipientKind: "own" }, "lead"),
  ]);
  expect(out.refused).toHaveLength(3);
  for (const { error } of out.refused) expect(error).toContain("The district's own file");
  expect(records(out)).toHaveLength(1);
});
