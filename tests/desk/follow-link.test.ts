/** Where a link in an email leads, for a table of addresses. */
import { expect, test } from "vitest";
import { destinationOf } from "../../scripts/desk/page/mail/follow-link";

const sheets = "https://docs.google.com/spreadsheets/d";

test.each([
  [`${sheets}/abc-1/edit#gid=110&fvid=7`, "#/register/main/110/7"],
  [`${sheets}/abc-1`, "#/register/main"],
  [`${sheets}/other/edit#gid=1`, `This link leaves the page, to ${sheets}/other/edit#gid=1.`],
  ["https://docs.google.com/forms/d/f1/edit?x#responses", "#/admin"],
  ["https://docs.google.com/forms/d/e/f1/viewform", "#/report"],
  ["tel:+14154737153", "On a telephone this link calls (415) 473-7153. Here no one is called."],
  ["tel:911", "On a telephone this link calls 911. Here no one is called."],
  ["mailto:a@district.example", "This link begins an email. Here no email is written."],
  ["javascript:alert(1)", "This link leaves the page, to javascript:alert(1)."],
])("%s", (address, destination) => {
  expect(destinationOf(address, new Map([["abc-1", "main"]]))).toBe(destination);
});
