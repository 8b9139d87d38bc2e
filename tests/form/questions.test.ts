/** The questions, pages and choices of the Form: what they ask, where they lead, and how a chosen answer is found again. */
import { describe, expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { desiredForm } from "../../src/form/desired-form";
import {
  pages as asked,
  type ChoiceKey,
  choices,
  formItemsIn,
  isChoiceKey,
  optionOf,
  reportKeys,
} from "../../src/form/report";
import { saysAllRequired } from "../../src/form/safety-texts";
import {
  recipientMayBeInvolvedIds,
  reporterKnownToIds,
  studentRoleIds,
  yesNoIds,
  yesNoUnknownIds,
} from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { storeOn } from "../../src/store/store";
import { concernIds, confirmedByIds, factorIds } from "../protocol/marin";

const form = desiredForm(marin2019(), ["North High"]);
const pages = form.items.filter(({ kind }) => kind === "page");
const questions = form.items.filter(({ kind }) => kind !== "page");
const choiceKeys = reportKeys.filter(isChoiceKey);

describe("questions and pages", () => {
  test("ask for every Report key once, in the order of the contract", () => {
    expect(questions.map((question) => question.key)).toEqual(reportKeys);
    expect(pages.map((page) => page.key)).toEqual(Object.keys(asked).slice(1));
    expect(form.items[0]?.key).toBe("immediateDanger");
    const titles = form.items.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles).not.toContain("");
  });

  test("require the school and nothing else", () => {
    expect(questions.flatMap(({ required, key }) => (required ? [key] : []))).toEqual(["school"]);
  });

  test("have a kind that fits their answers", () => {
    const other = questions.flatMap(({ key, kind, choices: all }) =>
      kind === (all.length === 0 ? "line" : "one-of") ? [] : [`${key} ${kind}`],
    );
    expect(other).toEqual([
      "school dropdown",
      "factors any-of",
      "concerns any-of",
      "recipientMayBeInvolved any-of",
      "facts paragraph",
      "learnedAt date-time",
    ]);
  });

  test("stop whoever reports immediate danger, and no one else", () => {
    const leading = questions.filter(({ choices: all }) => all.some(({ goTo }) => goTo !== null));
    expect(leading.map(({ key, choices: all }) => [key, all.map(({ goTo }) => goTo)])).toEqual([
      ["immediateDanger", ["page-immediate-danger", "page-student"]],
    ]);
    const [stop, student] = pages;
    expect(stop?.precedingLeadsTo).toBe("page-student");
    expect(stop?.title).toBe("CALL 911 NOW");
    expect(stop?.help).toMatch(/^Call 911 now\. Do not wait to finish this form\.\n/);
    expect(student?.precedingLeadsTo).toBe("continue");
  });
});

describe("what stands before the first question and after the last", () => {
  const shortly = ["911", "(415) 473-7153", "36 hours", "not a mandated report"];
  test.each([
    [form.description, shortly],
    [form.confirmation, [...shortly, "(888) 373-7888", "law enforcement", "another student"]],
  ])("it says all that it must", ({ text }, all) => {
    for (const said of all) expect(text.toLowerCase()).toContain(said);
  });

  test.each([
    ["other punctuation", (text: string) => text.replace("(415) 473-7153", "415.473.7153"), true],
    ["other words around", (text: string) => `Dear staff,\n${text}`, true],
    ["a wrong number", (text: string) => text.replaceAll("473-7153", "473-7154"), false],
    ["no 911", (text: string) => text.replaceAll("911", "the police"), false],
    ["no disclaimer", (text: string) => text.replaceAll("mandated report", "paper"), false],
    ["nothing", () => "", false],
  ])("a description with %s", (_, reword, safe) => {
    expect(saysAllRequired(reword(form.description.text), form.description)).toBe(safe);
  });

  test("nothing anywhere says that no action is needed", () => {
    const offered = choiceKeys.map((key) => choices(marin2019(), key));
    expect(JSON.stringify([form, offered])).not.toMatch(/no (further )?action/i);
  });
});

describe("choices", () => {
  const idsOf: Readonly<Record<ChoiceKey, readonly string[]>> = {
    immediateDanger: yesNoIds,
    factors: factorIds,
    concerns: concernIds,
    studentRole: studentRoleIds,
    confirmedBy: confirmedByIds,
    parentMayBeInvolved: yesNoUnknownIds,
    recipientMayBeInvolved: recipientMayBeInvolvedIds,
    staffMayBeInvolved: yesNoUnknownIds,
    calledChildAndFamilyServices: yesNoIds,
    calledLawEnforcement: yesNoIds,
    reporterKnownTo: reporterKnownToIds,
  };

  test.each(choiceKeys)("of %s are all there, and distinct", (key) => {
    const offered = choices(marin2019(), key);
    expect(offered.map((choice) => choice.id)).toEqual(idsOf[key]);
    expect(new Set(offered.map((choice) => choice.text.toLowerCase())).size).toBe(offered.length);
    for (const { text } of offered) expect(text).toBe(text.trim());
  });

  test("are read without regard to case, spaces, accents and quotes", () => {
    const read = (key: ChoiceKey, text: string) => optionOf(marin2019(), key, text);
    expect(read("recipientMayBeInvolved", "  i AM  not\u00a0sur\u00e9 ")).toBe("not-sure");
    expect(read("factors", "is often missing from school")).toBe("frequently-absent");
  });

  test.each(["", "frequently-absent", "Is often missing", "constructor", "__proto__", "toString"])(
    "%j is none of them",
    (text) => {
      expect(optionOf(marin2019(), "factors", text)).toBeNull();
    },
  );
});

test.each<[string, readonly (readonly [string, number])[]]>([
  [
    '{"school":3,"es-page-seen":4,"__proto__":5,"other":6}',
    [
      ["school", 3],
      ["es-page-seen", 4],
    ],
  ],
  ...["", "{", "[1]", '{"school":"3","facts":1.5,"grade":null}'].map((none): [string, []] => [
    none,
    [],
  ]),
])(
  "of the ids of items that are stored, keys of ours and whole numbers count: %s",
  (stored, ids) => {
    const memory = storeOn(() => propertiesOn({ form: `{"items":${stored}}` }));
    expect([...formItemsIn(memory)]).toEqual(ids);
  },
);
