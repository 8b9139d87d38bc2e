/** Where a link of a mail leads: a table of addresses. */
import { expect, test } from "vitest";
import { destinationOf } from "../../scripts/desk/page/mail/follow-link";

const names = new Map([
  ["abc-1", "main"],
  ["sealed_2", "sealed"],
]);
const sheets = "https://docs.google.com/spreadsheets/d";

test.each([
  [`${sheets}/abc-1/edit#gid=110&fvid=7`, { kind: "here", hash: "#/register/main/110/7" }],
  [`${sheets}/abc-1/edit#gid=0`, { kind: "here", hash: "#/register/main/0" }],
  [`${sheets}/sealed_2/edit`, { kind: "here", hash: "#/register/sealed" }],
  [`${sheets}/abc-1`, { kind: "here", hash: "#/register/main" }],
  [`${sheets}/other/edit#gid=1`, { kind: "away", address: `${sheets}/other/edit#gid=1` }],
  ["https://docs.google.com/forms/d/f1/edit", { kind: "here", hash: "#/admin" }],
  ["https://docs.google.com/forms/d/f1/edit?x#responses", { kind: "here", hash: "#/admin" }],
  ["https://docs.google.com/forms/d/e/f1/viewform", { kind: "here", hash: "#/report" }],
  ["tel:+14154737153", { kind: "call", number: "(415) 473-7153" }],
  ["tel:415-473-7153", { kind: "call", number: "(415) 473-7153" }],
  ["tel:911", { kind: "call", number: "911" }],
  ["mailto:lead%40district.example?subject=x", { kind: "write", to: "lead@district.example" }],
  ["mailto:100%", { kind: "write", to: "100%" }],
  ["https://county.example/a?b#c", { kind: "away", address: "https://county.example/a?b#c" }],
  ["HTTP://county.example", { kind: "away", address: "HTTP://county.example" }],
  ["javascript:alert(1)", { kind: "nowhere" }],
  ["data:text/html,x", { kind: "nowhere" }],
  ["file:///etc/hosts", { kind: "nowhere" }],
  ["", { kind: "nowhere" }],
  ["#top", { kind: "nowhere" }],
])("%s", (address, destination) => {
  expect(destinationOf(address, names)).toEqual(destination);
});
