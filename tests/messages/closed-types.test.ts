/** What an email can contain at all: checked strings and closed lists, enforced by types and when the script runs. */

import { expect, expectTypeOf, test } from "vitest";
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

test("a case reference is digits; anything else is not repeated", () => {
  for (const text of ["26-0007", "99-12345"]) expect(caseReference(text)).toBe(text);
  const others = ["", "Alex Doe", "26-007", "26-0007 Alex", "x26-0007", "26-0007\n", "２６-0007"];
  for (const text of others) {
    expect(() => caseReference(text), text).toThrow(/^not a case reference$/);
  }
});

test("a link leads into Google Sheets by id alone", () => {
  const sheet = "https://docs.google.com/spreadsheets/d/1A-b_C/edit";
  for (const end of ["", "#gid=102&fvid=3", "?gid=1#gid=1"]) {
    expect(registerLink(sheet + end)).toBe(sheet + end);
    for (const more of [" Alex", '"onclick=', "\n"]) {
      expect(() => registerLink(sheet + end + more)).toThrow(/^not a link to the register$/);
    }
  }
  for (const text of ["", "javascript:alert(1)", sheet.replace("https", "http")]) {
    expect(() => registerLink(text)).toThrow();
  }
  expect(() => registerLink(sheet.replace(".com", ".com.example"))).toThrow();
});

test("every review reason has its own sentence, and is found again by its id alone", () => {
  const codes: ReviewReason[] = [
    "nothing-answered",
    "school-not-listed",
    "unread-unknown-question",
    ...reportKeys.map((key) => `unread-${key}` as const),
  ];
  expect(new Set(codes.map(reviewReasonWords)).size).toBe(codes.length);
  for (const code of [...codes, ...Object.keys(directoryReasonWords)]) {
    expect(reviewReasonOf(code)).toBe(code);
    expect(reviewReasonOf(reviewReasonWords(code))).toBe("other-reason");
  }
  for (const other of ["", "Alex Doe", "__proto__", "constructor"]) {
    expect(reviewReasonOf(other)).toBe("other-reason");
  }
});
