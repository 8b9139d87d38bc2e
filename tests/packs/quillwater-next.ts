/** The next version of the made-up county: an act went and one came, a sign went, one came and one has other words, and hours are fewer. */
import type { ProtocolPack } from "../../src/protocol/pack";
import { madeAct, madeFactor } from "../../src/protocol/parts";
import { county, en } from "../../src/protocol/wording";
import { quillwater2025 } from "./quillwater-2025";

const { acts, factors, levels } = quillwater2025;

const next: ProtocolPack = {
  ...quillwater2025,
  version: "2026-08-03",
  citedAs: en("Quillwater County document of 2026-08-03"),
  effectiveFrom: "2026-08-03",
  approval: null,
  levels: levels.map((level) => ({
    ...level,
    protocol: level.protocol && {
      ...level.protocol,
      steps: level.protocol.steps.map((step) => ({
        ...step,
        words: step.acts.includes("weekly-adult")
          ? en("Name two adults for the student.")
          : step.words,
        acts: step.acts.map((id) => (id === "weekly-adult" ? "two-adults" : id)),
      })),
    },
  })),
  factors: [
    ...factors
      .filter(({ id }) => id !== "new-gifts")
      .map((one) =>
        one.id === "dropped-friends"
          ? { ...one, form: en("No longer has any earlier friend") }
          : one,
      ),
    madeFactor("school-signs", "two-phones", 45, {
      name: "A second phone",
      form: "Has a second phone and hides it",
      words: "Has a second phone and hides it.",
    }),
  ],
  acts: [
    ...acts.filter(({ id }) => id !== "weekly-adult"),
    madeAct("two-adults", "Two adults", {
      what: [county([13, 33], "Name two adults whom the student may come to.")],
    }),
  ],
  writtenReport: { ...quillwater2025.writtenReport, hours: 12 },
};
export default next;
export const earlier = [quillwater2025];
