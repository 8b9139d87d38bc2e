/** Who may answer the Form: nobody but its editors, those named by address, the domain, anyone (design 2.17). */
import { expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses, putDirectory } from "../../scripts/play/directory";
import { readOutput } from "../../scripts/play/end-state/output";
import { openForm, setUpByMenu } from "../../scripts/play/stage";
import { mayAnswer } from "../../scripts/workspace/forms";
import { playDay, start } from "../day/day";
import { reportOn } from "../day/events";
import { teacher } from "../day/people";

const coach = "coach@partner.example";
const named = (name: string, as?: string) => ({
  ...reportOn(name, "611111"),
  ...(as === undefined ? {} : { as }),
});

test("a Form that is open to nobody refuses a teacher and still takes its editor's", async () => {
  const out = await playDay([
    { form: { responders: "nobody" } },
    named("One Example"),
    named("Two Example", "stranger"),
    named("Three Example", "admin"),
  ]);
  expect(out.reports.map(({ studentName }) => studentName)).toEqual(["Three Example"]);
  expect(out.refused.map(({ event, error }) => [event, error])).toEqual([
    [1, expect.stringContaining(`not open to ${teacher}`)],
    [2, expect.stringContaining("not open to stranger@elsewhere.example")],
  ]);
  expect(out.access.filter(({ role }) => role === "responder")).toEqual([]);
});

test("whoever is named may answer, wherever their address is, and nobody beside them", async () => {
  const out = await playDay([
    { form: { responders: [coach] } },
    named("One Example", coach),
    named("Two Example"),
    { form: { responders: "anyone" } },
    named("Three Example", "stranger"),
    { form: { responders: "domain" } },
    named("Four Example"),
    { loseTrigger: reportOn("Five Example", "611115"), as: "stranger" },
  ]);
  expect(out.reports.map(({ studentName }) => studentName)).toEqual([
    "One Example",
    "Three Example",
    "Four Example",
  ]);
  expect(out.refused.map(({ event }) => event)).toEqual([2, 7]);
  expect(out.access.filter(({ role }) => role === "responder")).toEqual([
    { file: "form", who: coach, role: "responder" },
    { file: "form", who: "domain", role: "responder" },
  ]);
});

test("set-up adds the setting's addresses and reads them back; a student's is refused beside its row", async () => {
  const staff = "all-staff@district.example";
  const student = "sam@students.district.example";
  const out = await playDay([{ menu: { name: "check" } }], {
    directory: {
      settings: {
        responders: `${staff}, ${coach}, ${student}`,
        studentDomains: "students.district.example",
      },
    },
  });
  const listed = out.access.filter(({ role }) => role === "responder").map(({ who }) => who);
  expect(listed).toEqual([staff, coach, "domain"]);
  expect(out.settings["responders"]).toEqual([staff, coach]);
  expect(out.pages[0]?.text).toContain(`May answer the Form by address: ${staff}, ${coach}.`);
  expect(out.pages[0]?.text).toContain("no student's; or empty");
});

test("where Google does not list them, the check says so and holds nothing back", async () => {
  const out = await playDay([{ menu: { name: "check" } }], {
    directory: { settings: { responders: coach } },
    switches: { publishedReadersReadBack: "empty" },
  });
  expect(out.pages[0]?.text).toContain(
    `look: Named in responders, but Google does not list them among those who may answer the Form: ${coach}.`,
  );
});

test("a new Form lets nobody in but its editors; set-up adds whom it may and names the click for the rest", async () => {
  const workspace = openForm({ dist: await builtBundle(), at: Date.parse(start) });
  const { store, containerId } = workspace;
  setUpByMenu(workspace);
  expect(mayAnswer(store, containerId, teacher)).toBe(false);
  putDirectory(store, { settings: { responders: [teacher, "nobody.at.all@district.example"] } });
  workspace.deleteAccount("nobody.at.all@district.example");
  setUpByMenu(workspace);
  expect(mayAnswer(store, containerId, teacher)).toBe(true);
  expect(mayAnswer(store, containerId, addresses.contact)).toBe(false);
  const { errors, access } = readOutput(workspace, { cells: false });
  expect(errors).toEqual([]);
  expect(access).toContainEqual({ file: "form", who: teacher, role: "responder" });
});

test("whom Google refuses stops nobody else, and the check says what to do", async () => {
  const out = await playDay(
    [
      {
        edit: {
          tab: "settings",
          key: "responders",
          set: { value: `${teacher}, gone@district.example` },
        },
        as: "admin",
      },
      { menu: { name: "set-up" } },
      { menu: { name: "check" } },
    ],
    { missing: ["gone@district.example"] },
  );
  const listed = out.access.filter(({ role }) => role === "responder").map(({ who }) => who);
  expect(listed).toContain(teacher);
  const words = out.pages[1]?.text ?? "";
  expect(words).toMatch(
    /may answer the Form: gone@district\.example\.[\s\S]*If this stays, Google refuses/,
  );
  expect(words).toContain("Manage beside Responders");
});

test("a group goes through set-up and is read back; who is in it may answer, and the check says that this cannot be seen here", async () => {
  const staff = "all-staff@district.example";
  const out = await playDay(
    [
      { account: { makeGroup: { of: staff, members: [teacher] } } },
      { form: { responders: "nobody" } },
      { menu: { name: "set-up" } },
      named("One Example", teacher),
      named("Two Example", "someone@district.example"),
      { account: { makeGroup: { of: staff, members: [] } } },
      named("Three Example", teacher),
      { menu: { name: "check" } },
    ],
    { directory: { settings: { responders: `${staff}, ${addresses.contact}` } } },
  );
  expect(out.reports.map(({ studentName }) => studentName)).toEqual(["One Example"]);
  expect(out.refused.map(({ event }) => event)).toEqual([4, 6]);
  expect(out.pages[1]?.text).toContain(`ok: May answer the Form by address: ${staff}, `);
  expect(out.pages[1]?.text).toContain(
    `May answer the Form: ${staff}. If one is a group, who is in it`,
  );
});
