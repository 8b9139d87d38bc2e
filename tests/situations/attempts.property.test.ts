/** Ticks of a call in any order, told of or not: each attempt counts once, and the row says what is still so. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { playCleanDay } from "../day/day";
import { call, report } from "../day/events";
import { actsOf } from "../day/look";
import { isEveryPoint } from "../every-point";

const submit = {
  submit: report({ reporterName: "Tess Teacher" }),
};

type Step = "no-answer" | "done" | "undone" | "both";
const sets: Readonly<Record<Step, object>> = {
  "no-answer": { noAnswer: true },
  done: { done: true },
  undone: { done: false },
  both: { noAnswer: true, done: true },
};

test("attempts are counted, logged and named in any order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Step>("no-answer", "done", "undone", "both"), { maxLength: 6 }),
      fc.boolean(),
      async (steps, hasTrigger) => {
        const trigger = { account: { removeTrigger: "onRegisterEdit" }, as: "admin" };
        const out = await playCleanDay([
          submit,
          ...(hasTrigger ? [] : [trigger]),
          ...steps.flatMap((step) => [
            { edit: { case: "26-0001", act: call, set: sets[step] } },
            { advance: "PT6M" },
          ]),
        ]);
        const tried = steps.filter((step) => step === "no-answer" || step === "both").length;
        const isDone = ["done", "both"].includes(
          steps.findLast((step) => step !== "no-answer") ?? "",
        );
        const row = actsOf(out).find((one) => one["act"] === call);
        expect(row).toMatchObject({ noAnswer: false, attempts: tried, done: isDone });
        const missed = out.log.filter(({ outcome }) => outcome === "no-answer");
        expect(missed).toHaveLength(tried);
        expect(String(row?.["what"]).includes("No one has answered so far")).toBe(
          tried > 0 && !isDone,
        );
      },
    ),
    { numRuns: isEveryPoint ? 25 : 12 },
  );
}, 120_000);
