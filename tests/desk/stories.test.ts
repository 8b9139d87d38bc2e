/**
 * The stories of the page. Each is a scenario that `play` accepts, shows what it tells, ends as it says, and ends the same whether
 * played step by step or all at once.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { addressAtDesk, calledAtDesk, deskDirectory } from "../../scripts/desk/people";
import { PlayedStory, type Story, stories, storyView } from "../../scripts/desk/story";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { minute, minutes, submit } from "../day/events";
import { caseOf, expectNoStudentData, happened, mailTo, outageMails, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, lead } from "../day/people";
import { insidesOf } from "../words/insides";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

function storyNamed(id: string): Story {
  const story = stories().find((one) => one.id === id);
  if (story === undefined) throw new Error(`no story ${id}`);
  return story;
}

/** What is shown beside the room without a reason, or without a place where it can be seen. */
const unexplained = ({ desk }: PlayedStory) =>
  desk
    .happened()
    .events.filter(({ kind }) => ["case", "mail", "clock"].includes(kind))
    .filter(({ reasons, place }) => reasons.length === 0 || place === null);

const endOf = ({ desk }: PlayedStory) => readOutput(desk.workspace, { cells: false });

/** How it stands after a step, counted from 1. */
function outAfter(story: PlayedStory, step: number): Output {
  story.playTo(step - 1);
  return endOf(story);
}

/** The register that the step shows, as its person sees it, with the cell that is marked. */
function shownBy(story: PlayedStory) {
  const { look } = story.story.told.steps[story.step] ?? {};
  if (look?.room !== "register") throw new Error(`step ${story.step + 1} shows no register`);
  const { sheetId } = tabs[look.tab];
  const { register } = look;
  const { grid } = story.desk.registers.view({ as: look.as, register, sheetId, filter: null });
  const place = story.markOn(register, sheetId);
  const row = grid?.rows.find(({ index }) => index === place?.row);
  const column = grid?.columns.find(({ index }) => index === place?.column);
  return { look, grid, place, row, column, cell: place && row?.cells[place.column] };
}

/** What someone sees who reads a sentence of a step, and what came since the step before. */
function seenAt(story: PlayedStory, out: Output, before: number) {
  const { look } = story.story.told.steps[story.step] ?? {};
  const { grid, row, cell } = look?.room === "register" ? shownBy(story) : {};
  const textOf = (header: string) => {
    const at = grid?.columns.find(({ title }) => title === header)?.index;
    return at === undefined ? undefined : row?.cells[at]?.text;
  };
  const mail = mailTo(out, addressAtDesk(look?.as ?? "")).at(-1);
  return {
    ...{ out, story, mail, cell, textOf },
    words: wordsOf(mail ?? { ...first10, subject: "" }),
    rows: (grid?.rows ?? []).map((one) => one.cells.map(({ text }) => text).join(" | ")),
    form: story.desk.form("teacher").pages[0]?.help ?? "",
    clock: story.desk.clock().now,
    fresh: out.inbox.slice(before).map(({ to }) => to[0]),
  };
}
type Seen = ReturnType<typeof seenAt>;
type Claim = (seen: Seen) => void;

/** The body of an email that says nothing. */
const first10 = { text: "", html: null } as unknown as Output["inbox"][number]; // Only these are read.

const ticked: Claim = ({ cell }) => expect(cell?.value).toBe(true);
const showsForm: Claim = ({ form, out }) => {
  expect(form).not.toBe("");
  expect(out.reports).toEqual([]);
};
const inOrder = (words: string, ...parts: readonly string[]) => {
  const places = parts.map((part) => words.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
};
const unknownTo =
  (as: string): Claim =>
  ({ out, story }) => {
    expect(mailTo(out, addressAtDesk(as))).toEqual([]);
    const request = { as, register: "main", sheetId: tabs.cases.sheetId, filter: null };
    const { grid } = story.desk.registers.view(request);
    expect(grid).not.toBeNull();
    expect(JSON.stringify(grid?.rows)).not.toContain("26-0001");
  };

/** Every sentence of every story, and how what is shown bears it out. */
const claims: Readonly<Record<string, Readonly<Record<string, Claim>>>> = {
  night: {
    "It is 10 PM.": ({ clock }) => expect(clock).toContain("10:00:00 PM"),
    "A coach has seen a student crying in a stranger's van, and opens the Form.": showsForm,
    "Its first line says to call 911.": ({ form }) => expect(form.split("\n")[0]).toContain("911"),
    "The coach sends the report.": ({ out }) => expect(out.cases).toHaveLength(1),
    "Within a minute the designated contact, the backup contact and the district lead each get an email.":
      ({ fresh, out, story }) => {
        expect(fresh).toEqual([contact, backup, lead]);
        const start = Date.parse(story.story.told.start);
        for (const { at } of out.inbox) expect(Date.parse(at)).toBeLessThan(start + 60_000);
      },
    "Its subject does not mention danger, and nothing in it says who the student is.": ({
      mail,
      out,
    }) => {
      expect(mail?.subject).not.toMatch(/danger|victim|911/i);
      expectNoStudentData(out.inbox, ["Sam Hale", "N-1004", "van"]);
    },
    "Fifteen minutes later no one has acknowledged the case.": ({ clock, out }) => {
      expect(clock).toContain("10:16");
      expect(caseOf(out)?.["acknowledged"]).not.toBe(true);
    },
    "All three are emailed again, and so is the alternate lead.": ({ fresh }) =>
      expect(fresh).toEqual([contact, backup, lead, alternate]),
    "It goes on into the night.": ({ clock }) => expect(clock).toContain("12:16"),
    "By a quarter past midnight five people have been emailed, each of them several times.": ({
      out,
    }) => {
      const times = [contact, backup, lead, alternate, admin].map((who) => mailTo(out, who).length);
      expect(Math.min(...times)).toBeGreaterThan(2);
      expect(new Set(out.inbox.flatMap(({ to }) => to)).size).toBe(5);
    },
    "At 12:16 AM the backup contact wakes up and calls the police.": ({ clock, textOf }) => {
      expect(clock).toContain("12:16");
      expect(textOf("Done by")).toContain(backup);
    },
    "The call is ticked, with the police's reference.": (seen) => {
      ticked(seen);
      expect(seen.rows.join()).toContain("PD-401");
    },
    "Then the backup contact calls child and family services, and ticks that call too.": ticked,
    "No rule ever locks a call.": ({ rows }) => {
      const calls = rows.filter((row) => /^26-0001 (call|involve)-/.test(row));
      expect(calls.length).toBeGreaterThan(1);
      expect(calls.filter((row) => /\| Locked \|/.test(row))).toEqual([]);
    },
    "The backup contact acknowledges the case.": ticked,
    "An hour later no one has been emailed again, because someone has answered.": (seen) => {
      expect(seen.clock).toContain("1:16");
      expect(seen.fresh).toEqual([]);
      expect(caseOf(seen.out)?.["acknowledged"]).toBe(true);
    },
  },
  "parent-involved": {
    "A teacher suspects that Robin is being exploited and that a parent is part of it.": ({
      out,
    }) =>
      expect(out.reports[0]).toMatchObject({
        studentName: "Robin Vale",
        parentMayBeInvolved: "yes",
      }),
    "The email to the designated contact lists the calls first.": ({ words }) =>
      inOrder(words, "CALL NOW", "THEN"),
    "In the checklist, each step that would tell a parent is locked.": ({ rows }) =>
      expect(rows.filter((row) => row.includes("| Locked |"))).toHaveLength(2),
    'Someone ticks "inform the parent" anyway.': ({ out }) =>
      expect(happened(out)).toContain("edit-put-back"),
    "The tick is undone, and a note on the cell says why and what to do instead.": ({ cell }) => {
      expect(cell?.value).toBe(false);
      expect(cell?.note).toMatch(/^Undone: .+\. .+/);
    },
    "The contact calls child and family services and writes down the agency's reference.": (
      seen,
    ) => {
      ticked(seen);
      expect(seen.rows.join()).toContain("CFS-0107");
    },
    "The student has been asked, and the agency says that the school may inform the family.": ({
      out,
    }) => expect(caseOf(out)?.["victimConsulted"]).not.toBeNull(),
    "The contact records who said so and when.": ({ textOf }) => {
      expect(textOf("Who at the agency cleared it")).toBe("Kim Doe");
      expect(textOf("Cleared at")).toContain("Sep 1");
    },
    "That is not enough while a report names a parent.": ({ cell }) =>
      expect(cell?.text).toBe("Locked"),
    "The step stays locked: only the district lead can record that an agency overrules the report.":
      ({ story }) => {
        const { sheetId } = tabs.cases;
        const noteOf = (title: string) =>
          story.desk.registers
            .view({ as: "lead", register: "main", sheetId, filter: null })
            .grid?.columns.find((column) => column.title === title)?.note;
        expect(noteOf("Agency that says that no parent is involved")).toMatch(/lead/i);
      },
    "A day later law enforcement tells the lead that the stepfather has left and that it is safe to talk to the mother.":
      ({ clock }) => expect(clock).toContain("Sep 2"),
    "The lead records it.": ({ cell }) => expect(cell?.text).toBe("Law enforcement"),
    "Only now is the step open: someone who may decide has decided.": ({ cell }) =>
      expect(cell?.text).toBe("Open"),
  },
  "contact-concern": {
    "On the Form a teacher answers that someone who receives these reports may be involved: the designated contact.":
      ({ out }) => expect(JSON.stringify(out.reports)).toContain("contact"),
    "The email goes to the district lead.": ({ mail }) => expect(mail?.to).toEqual([lead]),
    "The designated contact has no email about it.": unknownTo("contact"),
    "And no case: the register that the contact opens every day has no row of it.":
      unknownTo("contact"),
    "The case is in a sealed register, which the contact cannot open.": ({ story, rows }) => {
      expect(rows.join()).toContain("26-0001");
      const { sheetId } = tabs.cases;
      const request = { as: "contact", register: "sealed", sheetId, filter: null };
      expect(story.desk.registers.view(request).refused).not.toBeNull();
    },
    "The lead acknowledges it there.": ticked,
    "The lead works through the same checklist, calls first.": (seen) => {
      ticked(seen);
      expect(seen.rows.filter((row) => row.includes("26-0001"))[0]).toMatch(/call/i);
    },
    "The next morning the contact still has no email and no case.": (seen) => {
      expect(seen.clock).toContain("Sep 2");
      unknownTo("contact")(seen);
    },
  },
  "two-teachers": {
    "Rowan is often missing from school.": showsForm,
    "A teacher decides to report it, and opens the Form.": showsForm,
    "One factor of criterion 2 is below the county's threshold.": ({ cell }) =>
      expect(cell?.text).toBe("Below threshold"),
    "The contact is told anyway, because one factor can be enough for reasonable suspicion.": ({
      fresh,
    }) => expect(fresh).toContain(contact),
    "An hour later a second teacher reports that Rowan sleeps at a different place each week.": ({
      clock,
      out,
    }) => {
      expect(clock).toContain("10:00");
      expect(out.reports).toHaveLength(2);
    },
    'The report joins the same case, and two factors together reach the level "at risk".': (
      seen,
    ) => {
      expect(seen.out.cases).toHaveLength(1);
      expect(seen.cell?.text).toBe("At risk");
    },
    "The email says what is new and whom to call.": ({ words }) =>
      inOrder(words, "Another report has changed a case of yours", "Child and Family Services ("),
    "It holds nothing about the student.": ({ out }) =>
      expectNoStudentData(out.inbox, ["Rowan", "Pine", "N-1001", "three places"]),
    "The contact calls child and family services, ticks the call and writes down the agency's reference.":
      (seen) => {
        ticked(seen);
        expect(seen.rows.join()).toContain("CFS-0042");
      },
    "Two hours later the contact sends the written report.": (seen) => {
      expect(seen.clock).toContain("12:10");
      ticked(seen);
    },
    "Each teacher who suspects abuse must report too, unless they agreed on one joint report.": ({
      out,
    }) => expect(mailTo(out, contact)[0]?.text).toContain("Each mandated reporter must still"),
    "Both reports are in one case.": ({ rows }) =>
      expect(rows.filter((row) => row.includes("26-0001"))).toHaveLength(2),
    "No one had to put them together by hand.": ({ out }) =>
      expect(happened(out)).not.toContain("cases-merged"),
  },
  "sheets-down": {
    "Google Sheets has stopped answering, and no one at the school has noticed.": ({ story }) => {
      expect(story.desk.clock().troubles.filter(({ isOn }) => isOn)).toHaveLength(1);
      expect(story.desk.inbox().mails).toEqual([]);
    },
    "A teacher opens the Form as on any other day.": showsForm,
    "The teacher reports immediate danger.": ({ words }) => expect(words).toContain("danger"),
    "The register cannot be written, so the report waits in the Form.": ({ out, words }) => {
      expect(out.reports).toEqual([]);
      expect(words).toContain("A report waits in the Form");
    },
    "Within a minute the contact has an email anyway: the danger, whom to call, and where the report is.":
      ({ out, words }) => {
        inOrder(
          words,
          "Immediate danger",
          "911",
          "Child and family services (",
          "Open the responses",
        );
        expectNoStudentData(out.inbox, ["Toni", "N-1006", "gate"]);
      },
    "Every fifteen minutes the contact, the backup contact, the leads and the admin are emailed again.":
      ({ out }) => {
        for (const who of [contact, backup, lead, alternate, admin]) {
          expect(outageMails(out).filter(({ to }) => to.includes(who)).length).toBe(3);
        }
      },
    "The leads and the admin are also told what does not work.": ({ words }) =>
      expect(words).toContain("Google Sheets did not answer."),
    "Sheets is back.": ({ story }) =>
      expect(story.desk.clock().troubles.filter(({ isOn }) => isOn)).toEqual([]),
    "Within five minutes the report is in the register, marked as immediate danger.": ({ cell }) =>
      expect(cell?.text).toBe("Yes"),
    "The contact gets the email of the case, with every step in order.": ({ words }) =>
      inOrder(words, "CALL NOW", "DO NOT", "THEN", "NOT YET"),
    "Nothing was lost.": ({ out }) => expect(out.reports).toHaveLength(1),
  },
};

/** What each step claims of what it shows, after it was played. */
function checkStep(story: PlayedStory, step: number, out: Output): void {
  const { look, events } = story.story.told.steps[step] ?? {};
  const where = `step ${step + 1}`;
  expect(unexplained(story), where).toEqual([]);
  // Of what is beside the room, no reader sees an id.
  const { events: beside } = story.desk.happened();
  const texts = beside.flatMap(({ words, detail, reasons }) => [
    words,
    detail,
    ...reasons.flatMap(({ text, source }) => [text, source]),
  ]);
  expect(insidesOf(texts.join("\n")), where).toEqual([]);
  const told = storyView(story.story).steps[step];
  expect(told?.says).toMatch(/[.!?]$/);
  for (const { text, source } of told?.sources ?? []) {
    expect(text.length).toBeGreaterThan(20);
    if (source.startsWith("docs/")) expect(existsSync(join(root, source))).toBe(true);
  }
  if (look?.room === "mail") {
    const newest = mailTo(out, addressAtDesk(look.as)).at(-1);
    expect(newest?.message ?? null, where).toBe(look.newest);
  }
  for (const { edit } of events as readonly {
    readonly edit?: { case?: string; act?: string };
  }[]) {
    // What is typed in a step is typed in the row that the step shows.
    const row = look?.room === "register" ? look.mark : null;
    if (edit !== undefined) expect([row?.case, row?.act], where).toEqual([edit.case, edit.act]);
  }
  if (look?.room !== "register") return;
  const { grid, place, row, column, cell } = shownBy(story);
  expect(grid, where).not.toBeNull();
  expect(place === null, where).toBe(look.mark === null);
  if (look.mark === null) return;
  // Nor is its row or its column hidden.
  expect([row, column], where).not.toContain(undefined);
  const says = typeof cell?.value === "boolean" ? cell.value : cell?.text;
  expect(says, where).toEqual(look.mark.shows ?? expect.not.stringMatching(/^$/));
  expect(JSON.stringify(row?.cells), where).toContain(look.mark.case);
}

test.each(stories().map(({ id }) => id))(
  "%s: what it claims happens, each step shows what is there and why, and nothing goes wrong but what it switches on",
  (id) => {
    const story = new PlayedStory(storyNamed(id), dist);
    const { steps } = story.story.told;
    const said = new Set<string>();
    let out: Output | undefined;
    for (const [step, { says }] of steps.entries()) {
      const before = out?.inbox.length ?? 0;
      out = outAfter(story, step + 1);
      checkStep(story, step, out);
      const seen = seenAt(story, out, before);
      for (const sentence of says.split(/(?<=[.!?]) /)) {
        said.add(sentence);
        const claim = claims[id]?.[sentence];
        expect(claim, `what is shown of: ${sentence}`).toBeDefined();
        claim?.(seen);
      }
    }
    expect([...said]).toEqual(Object.keys(claims[id] ?? {}));
    const isTroubled = steps.some(({ troubles }) => troubles.length > 0);
    expect([isTroubled ? [] : out?.errors, out?.refused]).toEqual([[], []]);
  },
);

/** How many minutes after the first email each person was emailed, in the order in which people were first told. */
function emailsOf({ inbox }: Output): Readonly<Record<string, string>> {
  const first = Date.parse(inbox[0]?.at ?? "");
  const people = [...new Set(inbox.flatMap(({ to }) => to))];
  return Object.fromEntries(
    people.map((who) => {
      const own = inbox.filter(({ to }) => to.includes(who));
      const at = own.map((mail) => Math.round((Date.parse(mail.at) - first) / minute));
      return [calledAtDesk(who), at.join(" ")];
    }),
  );
}

/** `vitest -u` on this file writes the figures anew. */
test("the start page's picture of who is told when has the figures of two played days", async () => {
  const day = await Day.begin({ directory: deskDirectory });
  day.every = 30;
  const ordinary = day.play(submit({ concerns: ["suspected-victim"] }), minutes(300));
  const story = new PlayedStory(storyNamed("night"), dist);
  const { steps } = story.story.told;
  const answer = steps.findIndex(({ look }) => look.room === "register");
  story.playTo(answer);
  const answered = story.desk.workspace.clock.now;
  story.playTo(steps.length - 1);
  const danger = endOf(story);
  const figures = {
    ordinary: emailsOf(ordinary),
    danger: emailsOf(danger),
    dangerAnswered: String(Math.round((answered - Date.parse(danger.inbox[0]?.at ?? "")) / minute)),
  };
  expect([ordinary.errors, danger.errors]).toEqual([[], []]);
  const file = join(root, "scripts/desk/page/start/told-when.json");
  await expect(`${JSON.stringify(figures, null, 2)}\n`).toMatchFileSnapshot(file);
});
