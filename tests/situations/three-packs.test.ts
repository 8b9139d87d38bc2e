/** The same day under each protocol: Marin's, the guide's, and a made-up county's of another state. Only the words and the numbers differ. */

import { describe, expect, test } from "vitest";
import { storedForm } from "../../scripts/workspace/forms/store";
import type { ProtocolPack } from "../../src/protocol/pack";
import { actWith, firstAgency } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { say } from "../../src/protocol/wording";
import { playedText, start } from "../day/day";
import { editOf, menu, tickOf } from "../day/events";
import { actsOf, caseOf, expectNoStudentData, mailTo, type Row, wordsIn } from "../day/look";
import { teacher } from "../day/people";
import { quillwater2025 } from "../packs/quillwater-2025";
import { district, protocol as madeUp, report, wordsOnForm } from "./county";

/** The district's own agencies, written as that pack writes them; whoever works there is the same. */
function contactsFor({ agencies }: ProtocolPack) {
  const people = district.contacts.filter((one) => "email" in one);
  const called = agencies.map(({ writtenAs: [role = ""] }, at) => ({
    role,
    name: `Agency ${at + 1}`,
    phone: `(555) 555-015${at}`,
  }));
  return [...people, ...called];
}

const packs: readonly (readonly [string, ProtocolPack, string])[] = [
  ["Marin", marin2019(), "marin-2019"],
  ["the guide", usEd2021(), "us-ed-2021"],
  ["the made-up county", quillwater2025, madeUp],
];

describe.each(packs)("%s", async (_name, pack, protocol) => {
  const [sign = ""] = pack.factors.map(({ id }) => id);
  const highest = pack.concerns.at(-1)?.id ?? "";
  const confirmedBy = pack.confirmers.find(({ settles }) => settles)?.id;
  const call = actWith(pack, "first-call").id;
  const another = (id: string, name: string, answers: object) =>
    report({ studentId: id, studentName: name, ...answers });
  const events = [
    report({ reporterEmail: teacher }),
    another("730200", "Ash Elm", { factors: [sign] }),
    another("730200", "Ash Elm", { concerns: [highest], confirmedBy }),
    another("730300", "Sky Larch", { immediateDanger: "yes" }),
    another("730400", "Fern Reed", { factors: [sign], recipientMayBeInvolved: "contact" }),
    tickOf("26-0002", call, { done: true, agencyReference: "REF-1" }),
    editOf("26-0002", { acknowledged: true }),
    { advance: "PT2H" },
    menu("print", { case: "26-0002" }, "lead"),
  ];
  const directory = { ...district, contacts: contactsFor(pack) };
  const text = JSON.stringify({ start, protocol, directory, events });
  const { workspace, output: out } = await playedText(text);

  test("no run fails, and each case is of that protocol: nothing readable, one sign, and the highest concern have their levels", () => {
    expect(out.errors).toEqual([]);
    const protocolVersion = `${pack.id} ${pack.version}`;
    expect(out.cases.map((row) => row["protocolVersion"])).toEqual(Array(4).fill(protocolVersion));
    expect(caseOf(out)).toMatchObject({ level: pack.levels[0]?.id, protocols: [] });
    expect(caseOf(out, "26-0002")).toMatchObject({ level: pack.levels.at(-1)?.id, reports: 2 });
  });

  test("each case has the first call, with the number that Contacts have", () => {
    const { writtenAs } = firstAgency(pack);
    const number = contactsFor(pack).find(({ role }) => writtenAs.includes(role))?.phone;
    const calls = out.checklist.filter(({ act }) => act === call);
    const where = ({ register, case: of }: Row) => `${register} ${of}`;
    expect(calls.map(where).sort()).toEqual(out.cases.map(where).sort());
    for (const row of calls) expect(row["call"]).toContain(number);
  });

  test("danger comes first, and calls before everything else", () => {
    const [top] = actsOf(out, "26-0003");
    expect(pack.acts.find(({ id }) => id === top?.["act"])?.firstInDanger).toBe(true);
    expect(top?.["call"]).toContain("911");
  });

  test("a sealed report leaves no line in the main register, and its reader has the case", () => {
    expect(out.cases.filter((row) => row["register"] === "sealed")).toHaveLength(1);
    expect(wordsIn(out, "Cases")).not.toContain("Fern Reed");
  });

  test("the rise asks for the call again, and the reporter's own duty is that law's", () => {
    const update = actWith(pack, "update").id;
    expect(actsOf(out, "26-0002").map(({ act }) => act)).toContain(update);
    const [duty] = mailTo(out, teacher);
    expect(duty?.text).toContain(`form ${pack.writtenReport.form}`);
    expect(duty?.text).toContain(`${pack.writtenReport.hours} hours`);
    for (const words of pack.reporters.mail) expect(duty?.text).toContain(say(words));
  });

  test("no mail has student data, and the Form, Summary and record are in its words", () => {
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "Ash Elm", "Larch", "Fern", "730"]);
    const form = wordsOnForm(storedForm(workspace.store, workspace.containerId));
    for (const { form: words } of pack.factors) expect(form).toContain(say(words));
    const counted = wordsIn(out, "Summary").match(/^Open cases: .*(?<! old)$/gm);
    expect(counted).toEqual(pack.levels.map(({ name }) => `Open cases: ${say(name)}`));
    const record = out.pages.at(-1)?.text;
    expect(record).toContain("Record of case 26-0002");
    expect(record).toContain(`${pack.id} ${pack.version}`);
  });
});
