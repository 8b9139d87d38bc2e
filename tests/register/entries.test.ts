/**
 * What an entry must say. Each line below an `@ts-expect-error` leaves a part out or names what does not exist: if one of them compiled,
 * `npm run types` would fail.
 */
import { expect, test } from "vitest";
import type { CaseSays } from "../../src/case/tabs/case-columns";
import type { CaseKeys, CaseRow, RuleOf } from "../../src/case/tabs/case-tabs";
import { caseEntries } from "../../src/case/tabs/case-tabs";
import { caseEditing, stepEditing } from "../../src/casework/cell-rules";
import { columnsSaying, type Says, stateKey } from "../../src/register/columns";
import { tabs } from "../../src/tabs";

const says = columnsSaying<CaseSays>();
const [report, merge, carried] = ["stays", "own", "along"] as const;
const [known, printed] = ["readers", "inside"] as const;
const entry = says({ report, merge, carried, known, printed });

test("an entry with a part left out does not compile", () => {
  // @ts-expect-error what a report does to it
  says({ merge, carried, known, printed });
  // @ts-expect-error what a merge does to it
  says({ report, carried, known, printed });
  // @ts-expect-error what becomes of it when the case is carried
  says({ report, merge, known, printed });
  // @ts-expect-error who may know it
  says({ report, merge, carried, printed });
  // @ts-expect-error who sees it printed
  says({ report, merge, carried, known });
  // @ts-expect-error beside Cases too
  columnsSaying<Says>()({ known });
  // @ts-expect-error a part that no entry has
  says({ report, merge, carried, known, printed, mergd: "own" });
  // @ts-expect-error a way to merge that does not exist
  says({ report, merge: "theirs", carried, known, printed });
  // @ts-expect-error the rule of an input
  entry.input();
  // @ts-expect-error the rule of an input for leads
  entry.lead();
  // @ts-expect-error its title
  entry("text", "bus");
  // @ts-expect-error the title of a member, which is empty
  entry.hidden("text", "bus");
  // @ts-expect-error a rule that does not exist
  const rule: RuleOf<"cases"> = "by-bus";
  // @ts-expect-error that a report sets it, without saying to what
  const set: Pick<CaseRow, CaseKeys<"report", "sets">> = { reports: 1 };
  // @ts-expect-error that a merge works it out together with others, without saying how
  const together: Pick<CaseRow, CaseKeys<"merge", "together">> = { holdUntil: null };
  const { width, ...made } = entry.input(rule)("text", "bus", "Bus", { note: "Its number." });
  expect([made.says.merge, made.rule, made.note, width, set, together].length).toBe(6);
});

test("every input of Cases and Checklist has a rule, and every other cell has none", () => {
  for (const [tab, editing] of [
    [tabs.cases, caseEditing],
    [tabs.checklist, stepEditing],
  ] as const) {
    for (const column of [...tab.columns, ...tab.members]) {
      const isInput = column.editableBy !== "nobody";
      expect([column.key, editing(column) !== undefined]).toEqual([column.key, isInput]);
      expect([column.key, column.says !== undefined]).toEqual([column.key, true]);
      expect([column.key, column.header !== ""]).toEqual([
        column.key,
        tab.columns.includes(column),
      ]);
    }
  }
  const keys = [...tabs.cases.columns, ...tabs.cases.members].map(({ key }) => key);
  expect(caseEntries().map(({ key }) => key)).toEqual(keys.filter((key) => key !== stateKey));
});

/** By hand: the rule of each input that has one. */
const ruled = `
  acknowledged who-acknowledges, status status-that-fits, school school-of-district, assignedTo colleague-to-assign
  steppedAside who-steps-aside, parentMayBeInvolved who-answers, victimConsulted day-that-has-come
  agencyCleared agency-that-may-clear, agencyClearedAt cleared-since-news, parentOverruledBy any-agency
  studentConsented day-that-has-come, sameStudentAs other-case, notSameStudentAs other-cases, holdUntil hold-within-limit
  raiseLevelTo higher-level, withdrawFactor reported-factor, closeReason reason-to-choose, leadAgreed who-agrees
  handedTo school-that-has-it, handedAt day-that-has-come, release release-of-sealed, legalHold lifted-by-lead
  staffMayBeInvolved staff-answer
  done who-did-it, noAnswer attempt-of-open-call, notApplicableBecause not-of-duty, calledAt call-that-was-made
  alreadyMade step-that-is-open`
  .trim()
  .split(/,\s+|\n\s+/);

test("no rule is swapped for another", () => {
  const all = [...tabs.cases.columns, ...tabs.checklist.columns];
  const found = all.flatMap(({ key, rule = "anything" }) =>
    rule === "anything" ? [] : [`${key} ${rule}`],
  );
  expect(found).toEqual(ruled);
});
