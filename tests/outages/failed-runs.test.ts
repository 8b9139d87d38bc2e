/** Clock runs that fail in a row: whoever runs the desk and the lead are told, and daily; what triggers tell of is taken in. */
import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playDay } from "../day/day";
import { reportOn } from "../day/events";
import { mails, type Output, recipients } from "../day/look";
import { admin, lead } from "../day/people";

const people = [admin, lead];
const told = ({ inbox }: Output) => mails({ inbox }, "clock-fails");
const cannotList = (times: number) => ({
  fault: {
    call: "Form.getResponses",
    when: "before",
    times,
    error: "Exception: Service Forms failed",
  },
});

test("after three in a row, then daily, until a run has done all of its work", async () => {
  const out = await playDay(
    [
      { advance: "PT10M" },
      cannotList(55),
      reportOn("Rowan Pine", "730194"),
      { advance: "PT49H" },
      reportOn("Ash Grove", "730195"),
      { advance: "PT2H" },
    ],
    {},
    // The first three runs are five minutes apart, as ever.
    { every: 60 },
  );
  expect(out.reports).toHaveLength(2);
  expect(recipients(told(out))).toEqual([...people, ...people, ...people].sort());
  const began = Date.parse(out.runs.find(({ ok }) => !ok)?.at ?? "");
  expect((Date.parse(told(out)[0]?.at ?? "") - began) / 60_000).toBeLessThan(16);
  expect(told(out)[0]?.text).toContain("are still taken in");
});

test("an admin who is not the account that runs the desk is told too, since nobody may read that mailbox", async () => {
  const { contacts, schools } = demoDirectory;
  const directory = {
    schools,
    contacts: contacts.map((row) =>
      row.role === "district admin" ? { ...row, email: "ari@district.example" } : row,
    ),
  };
  const out = await playDay([{ advance: "PT10M" }, cannotList(5), { advance: "PT30M" }], {
    directory,
  });
  expect(recipients(told(out))).toEqual([...people, "ari@district.example"].sort());
});

test("two that fail pass by themselves", async () => {
  const out = await playDay([{ advance: "PT10M" }, cannotList(2), { advance: "PT1H" }]);
  expect(told(out)).toEqual([]);
});

test("where a clock run may not list the Form at all, too", async () => {
  const out = await playDay([{ advance: "PT30M" }], { switches: { clockRunListsResponses: "no" } });
  expect(told(out).length).toBeGreaterThan(0);
  expect(told(out)[0]?.text).toContain("A permission is missing");
});
