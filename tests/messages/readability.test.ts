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
