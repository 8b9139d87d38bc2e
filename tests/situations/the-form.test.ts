/**
 * A question was deleted, or its choices were changed: the run of the next report notices, people are told at once, and no one learns of
 * a report who must not (design 2.9).
 */

import { describe, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { putDirectory } from "../../scripts/play/directory";
import { openForm, setUpByMenu } from "../../scripts/play/stage";
import { mayAnswer } from "../../scripts/workspace/forms";
import { Day, playDay, start } from "../day/day";
import { fault, menu, minutes, reportOn, setUp } from "../day/events";
import { kinds, mails, mailTo, type Output, recipients } from "../day/look";
import { admin, alternate, contact, contactsRow, demoAnd, lead, teacher } from "../day/people";

const directory = demoAnd(contactsRow("alternate lead", alternate));
const remove = (key: string) => ({ form: { deleteQuestion: { key } } });
const gaps = ({ inbox }: Output) => mails({ inbox }, "question-missing");
const where = ({ reports }: Output) => reports.map(({ register }) => register);
const pine = reportOn("Rowan Pine", "730194");
const soon = { advance: "PT10M" };
const findOut = "Find out now from the person who sent the report";

describe("whether someone who receives reports may be involved", () => {
  const gone = remove("recipientMayBeInvolved");

  test("is asked no more: sealed, told once and at once; put back, a skipped question is a skipped question", async () => {
    const day = await Day.begin({ directory });
    const out = day.playClean(soon, gone, pine);
    expect(where(out)).toEqual(["sealed"]);
    expect(mailTo(out, contact)).toEqual([]);
    expect(recipients(gaps(out))).toEqual([admin, alternate, lead]);
    expect(gaps(out)[0]?.text).toContain(
      "Whether someone who receives these reports may be involved",
    );
    expect(out.cases[0]?.["reviewReasons"]).toContain("not-asked-recipientMayBeInvolved");
    day.play(reportOn("Ash Grove", "730195"), setUp, minutes(1), reportOn("Robin Lake", "730196"));
    day.sleep("P1D");
    const later = day.play({ advance: "PT1H" });
    expect(gaps(later)).toHaveLength(3);
    const inMain = later.reports.filter(({ register }) => register === "main");
    expect(inMain.map(({ studentName }) => studentName)).toEqual(["Robin Lake"]);
  });

  test("a report whose trigger was lost meanwhile is sealed too, noticed by no one before or not", async () => {
    const out = await playDay([soon, gone, { loseTrigger: pine }, setUp, minutes(20)], {
      directory,
    });
    expect(where(out)).toEqual(["sealed"]);
    expect(mailTo(out, contact)).toEqual([]);
  });

  test.each(["omit", "refuse"])(
    "what was sealed by an answer that Google gives no more stays where it is (%s)",
    async (answersOfDeletedQuestion) => {
      const named = reportOn("Rowan Pine", "730194", { recipientMayBeInvolved: "contact" });
      const out = await playDay(
        // The day's comparison of all responses.
        [soon, named, gone, setUp, { deliverAgain: 0 }, { advance: "P1DT2H" }],
        { directory, switches: { answersOfDeletedQuestion } },
        { every: 180, isAsleep: true },
      );
      expect(where(out)).not.toContain("main");
      expect(mailTo(out, contact)).toEqual([]);
      expect(out.reports[0]?.["recipientMayBeInvolved"]).toBe("contact");
    },
  );
});

describe("immediate danger is asked no more", () => {
  test("contact and lead are asked at once to find out", async () => {
    const out = await playDay([soon, remove("immediateDanger"), pine], { directory });
    expect(where(out)).toEqual(["main"]);
    const asked = out.inbox.filter(({ case: of }) => of !== null);
    expect(recipients(asked)).toEqual([contact, lead]);
    for (const mail of asked) expect(mail.text).toContain(findOut);
    expect(out.cases[0]?.["dangerSince"] ?? null).toBeNull();
  });

  test("of a sealed report its reader is asked, and goes on being asked", async () => {
    const sealed = reportOn("Rowan Pine", "730194", { recipientMayBeInvolved: "contact" });
    const day = await Day.begin();
    day.every = 60;
    const out = day.play(soon, remove("immediateDanger"), sealed, { advance: "P1D" });
    expect(mailTo(out, contact)).toEqual([]);
    const asked = mailTo(out, lead).filter(({ case: of }) => of !== null);
    expect(asked[0]?.text).toContain(findOut);
    // Of any other sealed case each reader is asked three times.
    expect(kinds(asked).filter((kind) => kind === "case-escalated").length).toBeGreaterThan(3);
  });
});

test("a choice that was renamed is told of; where no email goes out, it is told of with the next report", async () => {
  const choices = { yes: "Maybe" };
  const day = await Day.begin();
  const renamed = { form: { editQuestion: { key: "parentMayBeInvolved", choices } } };
  const refused = fault("MailApp.sendEmail", 9);
  day.play(soon, renamed, refused, pine);
  expect(gaps(day.out())).toEqual([]);
  const out = day.play({ advance: "PT30M" }, reportOn("Ash Grove", "730195"));
  expect(recipients(gaps(out))).toEqual([admin, lead]);
  expect(gaps(out)[0]?.text).toContain("Whether a parent or guardian may be involved");
});

test("a question that the district reworded is no gap; the check puts a deleted one back in one click", async () => {
  const reworded = { form: { editQuestion: { key: "facts", title: "What did you see?" } } };
  const day = await Day.begin();
  expect(gaps(day.play(soon, reworded, pine))).toEqual([]);
  const { pages } = day.play(remove("facts"), pine, check, setUp, check);
  expect(pages[0]?.text).toContain("Repair with Set up");
  expect(pages[2]?.text).toContain("ok: The Form takes reports, and its questions are complete.");
});

// Who may answer the Form: nobody but its editors, those named by address, the domain, anyone (design 2.17).

const coach = "coach@partner.example";
const staff = "all-staff@district.example";
const responders = (out: Output) =>
  out.access.flatMap(({ file, who, role }) => (role === "responder" ? [`${file}: ${who}`] : []));
const check = menu("check");

test("set-up adds the setting's addresses and reads them back; a student's is refused beside its row", async () => {
  const student = "sam@students.district.example";
  const settings = {
    responders: `${staff}, ${coach}, ${student}`,
    studentDomains: "students.district.example",
  };
  const out = await playDay([check], { directory: { settings } });
  expect(responders(out)).toEqual([`form: ${staff}`, `form: ${coach}`, "form: domain"]);
  expect(out.settings["responders"]).toEqual([staff, coach]);
  expect(out.pages[0]?.text).toContain(`May answer the Form by address: ${staff}, ${coach}.`);
  expect(out.pages[0]?.text).toContain(
    `May answer the Form: ${staff}, ${coach}. If one is a group`,
  );
  expect(out.pages[0]?.text).toContain("no student's; or empty");
});

test("a new Form lets no one in but its editors; set-up adds whom it may and names the click for the rest", async () => {
  const workspace = openForm({ dist: await builtBundle(), at: Date.parse(start) });
  const { store, containerId } = workspace;
  const nobody = "nobody.at.all@district.example";
  setUpByMenu(workspace);
  expect(mayAnswer(store, containerId, teacher)).toBe(false);
  putDirectory(store, { settings: { responders: [teacher, nobody] } });
  workspace.deleteAccount(nobody);
  setUpByMenu(workspace);
  expect(mayAnswer(store, containerId, teacher)).toBe(true);
  expect(mayAnswer(store, containerId, contact)).toBe(false);
  const out = Day.in(workspace).out();
  expect(out.errors).toEqual([]);
  expect(responders(out)).toContain(`form: ${teacher}`);
});

test("whom Google refuses stops no one else, and the check says what to do", async () => {
  const gone = "gone@district.example";
  const value = `${teacher}, ${gone}`;
  const named = { edit: { tab: "settings", key: "responders", set: { value } }, as: "admin" };
  const out = await playDay([named, setUp, check], { missing: [gone] });
  expect(responders(out)).toContain(`form: ${teacher}`);
  const words = out.pages[1]?.text ?? "";
  expect(words).toMatch(
    /may answer the Form: gone@district\.example\.[\s\S]*If this stays, Google refuses/,
  );
  expect(words).toContain("Manage beside Responders");
});

test("a group that can open a register is named by the check: no one sees here who is in it", async () => {
  const grouped = { account: { makeGroup: { of: staff, members: [teacher] } } };
  const shared = { share: { add: { who: staff, file: "main" } }, as: "admin" };
  const { pages } = await playDay([grouped, shared, check]);
  expect(pages[0]?.text).toContain(`who is in the group ${staff}, which can open it`);
});
