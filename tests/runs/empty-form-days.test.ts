/** The Form's own store of responses, emptied after the days that Settings say, and not before (design 2.2). */
import { expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { play } from "../../scripts/play/play";
import { parseScenario } from "../../scripts/play/scenario";

test("responses go from the Form after formResponsesDays, sealed ones too, and none comes back as a report", async () => {
  const parsed = parseScenario(
    JSON.stringify({
      start: "2026-09-01T09:00:00-07:00",
      directory: { settings: { formResponsesDays: 7 } },
      events: [
        { submit: { school: "North High", studentName: "Alex Doe", facts: "Seen." } },
        {
          submit: {
            school: "North High",
            studentName: "Sam Roe",
            facts: "Seen.",
            recipientMayBeInvolved: "contact",
          },
        },
        { advance: "P8DT2H" },
      ],
    }),
  );
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const out = play(parsed.scenario, { dist: await builtBundle() });
  const deleting = out.runs.filter(({ calls }) => "Form.deleteResponse" in calls.byName);
  expect(deleting.map(({ calls }) => calls.byName["Form.deleteResponse"])).toEqual([2]);
  const [run] = deleting;
  expect(Date.parse(String(run?.at)) - Date.parse("2026-09-01T16:00:00Z")).toBeGreaterThan(
    7 * 86_400_000,
  );
  expect(out.errors).toEqual([]);
  expect(out.reports).toHaveLength(2);
});
