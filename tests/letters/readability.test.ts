/** Every email can be read in the eighth grade and has no sentence that is too long. */
import { describe, expect, test } from "vitest";
import { due, emailOf, everyLetter, factsOf, morning, openedEmail, raisedFacts } from "./letters";
import { readingOf } from "./readability";

const hardest = 8;
const longestSentence = 28;

describe.each([
  ...everyLetter(),
  ...everyLetter(raisedFacts()),
  {
    name: "reporter-duty, received and late",
    message: emailOf(
      "reporter-duty",
      { writtenReportDue: due, dueFrom: "received" },
      { cases: [factsOf()], now: due + morning },
    ),
  },
  {
    name: "every protocol in danger",
    message: openedEmail(
      factsOf({
        concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
        isDanger: true,
      }),
    ),
  },
])("$name", ({ message }) => {
  const { grade, longest } = readingOf(message.text);

  test("is read in the eighth grade", () => {
    expect(grade).toBeLessThanOrEqual(hardest);
  });

  test("has no sentence that loses its reader", () => {
    expect(longest.length, longest.join(" ")).toBeLessThanOrEqual(longestSentence);
  });
});

test("what is hard is found: the sentences that these mails once had", () => {
  const once =
    "Locked until the case records five things: someone's answer that no parent or guardian may be involved, which no report contradicts; when the victim was consulted; the call to child and family services; which agency has cleared it, who there and when; and that nothing new has come up since.";
  const { grade, longest } = readingOf(once);
  expect(grade).toBeGreaterThan(hardest);
  expect(longest.length).toBeGreaterThan(longestSentence);
});
