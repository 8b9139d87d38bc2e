/** What an email can contain at all: checked strings and closed lists, enforced by types and when the script runs. */

import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type CaseReference,
  caseReference,
  type RegisterLink,
  registerLink,
} from "../../src/case/facts/case-reference";
import {
  type ReviewReason,
  reviewReasonOf,
  reviewReasonWords,
} from "../../src/case/facts/review-reasons";
import { directoryReasonWords } from "../../src/district/find-people";
import { reportKeys } from "../../src/form/report";
import type { ActFacts, CaseFacts } from "../../src/messages/message-entry";

test("a plain string fits no member of the facts that is printed", () => {
  expectTypeOf<string>().not.toExtend<CaseFacts["reference"]>();
  expectTypeOf<string>().not.toExtend<CaseFacts["link"]>();
  expectTypeOf<string>().not.toExtend<CaseFacts["doNot"][number]>();
  expectTypeOf<string>().not.toExtend<CaseFacts["reviewReasons"][number]>();
  expectTypeOf<string>().not.toExtend<ActFacts["what"]>();
  expectTypeOf<CaseReference>().not.toExtend<RegisterLink>();
});

describe("a case reference is digits", () => {
  test.each(["26-0007", "99-12345"])("%s is one", (text) => {
    expect(caseReference(text)).toBe(text);
  });
  test.each(["", "Alex Doe", "26-007", "26-0007 Alex", "x26-0007", "26-0007\n", "２６-0007"])(
    "%j is none, and is not repeated",
    (text) => {
      expect(() => caseReference(text)).toThrow(/^not a case reference$/);
    },
  );
});

describe("a link leads into Google Sheets by id alone", () => {
  const sheet = "https://docs.google.com/spreadsheets/d/1A-b_C";
  test.each([`${sheet}/edit`, `${sheet}/edit#gid=102&fvid=3`, `${sheet}/edit?gid=1#gid=1`])(
    "%s is one",
    (text) => {
      expect(registerLink(text)).toBe(text);
    },
  );
  test.each([
    "",
    "javascript:alert(1)",
    "http://docs.google.com/spreadsheets/d/1A/edit",
    "https://docs.google.com.example/spreadsheets/d/1A/edit",
    `${sheet}/edit#gid=1 Alex`,
    `${sheet}/edit"onclick=`,
    `${sheet}/edit\n`,
  ])("%j is none", (text) => {
    expect(() => registerLink(text)).toThrow(/^not a link to the register$/);
  });
});

test("every review reason has its own sentence, and is found again by its id alone", () => {
  const codes: ReviewReason[] = [
    "nothing-answered",
    "school-not-listed",
    "unread-unknown-question",
    ...reportKeys.map((key) => `unread-${key}` as const),
  ];
  const sentences = new Set(codes.map(reviewReasonWords));
  expect(sentences.size).toBe(codes.length);
  for (const code of [...codes, ...Object.keys(directoryReasonWords)]) {
    expect(reviewReasonOf(code)).toBe(code);
    expect(reviewReasonOf(reviewReasonWords(code))).toBe("other-reason");
  }
  for (const other of ["", "Alex Doe", "__proto__", "constructor"]) {
    expect(reviewReasonOf(other)).toBe("other-reason");
  }
});
