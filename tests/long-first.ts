/** The order of the test files: those that take long first, so that no worker is left with one of them at the end. Vitest itself goes by size where it has not run them before. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** In the order in which they begin: those that take eight seconds and more, longest first. */
export const longFiles: readonly string[] = [
  "tests/release/release.test.ts",
  "tests/faults/crash-points.test.ts",
  "tests/browser/desk.test.ts",
  "tests/browser/try-it.test.ts",
  "tests/browser/long-register.test.ts",
  "tests/guides/guides.test.ts",
  "tests/hostile/directory-cells.test.ts",
  "tests/situations/each-realm.test.ts",
  "tests/browser/dialogs.test.ts",
  "tests/faults/overlaps.test.ts",
  "tests/hostile/edited-cells.test.ts",
  "tests/play/saved-stages.test.ts",
  "tests/deploy/fresh-clone.test.ts",
  "tests/protocol/author.test.ts",
  "tests/faults/interleavings.test.ts",
  "tests/situations/sealed-readers.test.ts",
  "tests/browser/editor.test.ts",
  "tests/roll-over/cut.test.ts",
  "tests/faults/switches.test.ts",
  "tests/situations/danger-out-of-reach.test.ts",
  "tests/access/leavers.test.ts",
  "tests/browser/stories.test.ts",
  "tests/budgets.test.ts",
  "tests/browser/both-realms.test.ts",
  "tests/situations/proof-report.test.ts",
  "tests/bench/walk.test.ts",
  "tests/protocol/held-pack.test.ts",
  "tests/hostile/answers.test.ts",
  "tests/desk/stories.test.ts",
  "tests/play/elsewhere.test.ts",
  "tests/faults/load.test.ts",
  "tests/edits/budgets.test.ts",
  "tests/deploy/deploy.test.ts",
  "tests/roll-over/between.test.ts",
  "tests/conformance/table.test.ts",
  "tests/situations/same-words.test.ts",
  "tests/conformance/cut.test.ts",
  "tests/runs/drill-real.test.ts",
  "tests/outages/rows-above.test.ts",
  "tests/situations/ending.test.ts",
  "tests/desk/start.test.ts",
  "tests/release/install-page.test.ts",
  "tests/install/check-repairs.test.ts",
  "tests/roll-over/desks.test.ts",
  "tests/situations/sealed.property.test.ts",
  "tests/situations/day-people.test.ts",
  "tests/access/refused-days.test.ts",
  "tests/install/check.test.ts",
  "tests/situations/form-gaps.test.ts",
  "tests/situations/mail-quota.test.ts",
  "tests/play/command.test.ts",
  "tests/browser/accessibility.test.ts",
  "tests/play/sheet-events.test.ts",
  "tests/edits/same-end.property.test.ts",
  "tests/situations/unread-danger.test.ts",
  "tests/faults/outages.test.ts",
  "tests/install/check-lines.test.ts",
  "tests/situations/first-hour-law.test.ts",
  "tests/situations/county.test.ts",
  "tests/situations/reporters.test.ts",
];

const rank = ({ moduleId }: Pick<TestSpecification, "moduleId">) => {
  const at = longFiles.findIndex((file) => moduleId.replaceAll("\\", "/").endsWith(`/${file}`));
  return at < 0 ? longFiles.length : at;
};

export default class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.sort((one, other) => rank(one) - rank(other));
  }
}
