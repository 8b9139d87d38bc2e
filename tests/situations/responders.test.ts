/** Who may answer the Form: nobody but its editors, those named by address, the domain, anyone (design 2.17). */

import { expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { putDirectory } from "../../scripts/play/directory";
import { openForm, setUpByMenu } from "../../scripts/play/stage";
import { mayAnswer } from "../../scripts/workspace/forms";
import { Day, playDay, start } from "../day/day";
import { menu, reportOn, setUp } from "../day/events";
import type { Output } from "../day/look";
import { contact, teacher } from "../day/people";

const coach = "coach@partner.example";
const staff = "all-staff@district.example";
const sent = (name: string, as?: string) => ({ ...reportOn(`${name} Example`, "611111"), as });
const opened = (responders: unknown) => ({ form: { responders } });
const reported = (out: Output) => out.reports.map(({ studentName }) => studentName);
const responders = (out: Output) =>
  out.access.flatMap(({ file, who, role }) => (role === "responder" ? [`${file}: ${who}`] : []));
const refused = (out: Output) => out.refused.map(({ event }) => event);
const check = menu("check");

test("a Form that is open to no one refuses a teacher and still takes its editor's", async () => {
  const events = [opened("nobody"), sent("One"), sent("Two", "stranger"), sent("Three", "admin")];
  const out = await playDay(events);
  expect(reported(out)).toEqual(["Three Example"]);
  expect(out.refused.map(({ event, error }) => [event, error])).toEqual([
    [1, expect.stringContaining(`not open to ${teacher}`)],
    [2, expect.stringContaining("not open to stranger@elsewhere.example")],
  ]);
  expect(responders(out)).toEqual([]);
});

test("whoever is named may answer, wherever their address is, and no one beside them", async () => {
  const out = await playDay([
    opened([coach]),
    sent("One", coach),
    sent("Two"),
    opened("anyone"),
    sent("Three", "stranger"),
    opened("domain"),
    sent("Four"),
    { loseTrigger: reportOn("Five Example", "611115"), as: "stranger" },
  ]);
  expect(reported(out)).toEqual(["One Example", "Three Example", "Four Example"]);
  expect(refused(out)).toEqual([2, 7]);
  expect(responders(out)).toEqual([`form: ${coach}`, "form: domain"]);
});

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
  expect(out.pages[0]?.text).toContain("no student's; or empty");
});

test("where Google does not list them, the check says so and holds nothing back", async () => {
  const directory = { settings: { responders: coach } };
  const out = await playDay([check], {
    directory,
    switches: { publishedReadersReadBack: "empty" },
  });
  expect(out.pages[0]?.text).toContain(
    `look: Named in responders, but Google does not list them among those who may answer the Form: ${coach}.`,
  );
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

test("a group goes through set-up and is read back; who is in it may answer, and the check says that this cannot be seen here", async () => {
  const group = (...members: readonly string[]) => ({
    account: { makeGroup: { of: staff, members } },
  });
  const out = await playDay(
    [
      group(teacher),
      opened("nobody"),
      setUp,
      sent("One", teacher),
      sent("Two", "someone@district.example"),
      group(),
      sent("Three", teacher),
      check,
    ],
    { directory: { settings: { responders: `${staff}, ${contact}` } } },
  );
  expect(reported(out)).toEqual(["One Example"]);
  expect(refused(out)).toEqual([4, 6]);
  const words = out.pages[1]?.text;
  expect(words).toContain(`ok: May answer the Form by address: ${staff}, `);
  expect(words).toContain(`May answer the Form: ${staff}. If one is a group, who is in it`);
});
