/** The order of the test files: those that take long first, so that no worker is left with one of them at the end. Vitest itself goes by size where it has not run them before. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** In the order in which they begin: those that take eight seconds and more, longest first. */
export const longFiles: readonly string[] = [
  "tests/faults/crash-points.test.ts",
  "tests/release/release.test.ts",
  "tests/browser/desk.test.ts",
  "tests/browser/dialogs.test.ts",
  "tests/browser/try-it.test.ts",
  "tests/situations/each-realm.test.ts",
  "tests/faults/overlaps.test.ts",
  "tests/hostile/edited-cells.test.ts",
  "tests/access/refused-days.test.ts",
  "tests/situations/sealed-readers.test.ts",
  "tests/guides/guides.test.ts",
  "tests/roll-over/cut.test.ts",
  "tests/install/upgrade-stops.test.ts",
  "tests/access/leavers.test.ts",
  "tests/situations/sealed.property.test.ts",
  "tests/hostile/directory-cells.test.ts",
  "tests/roll-over/between.test.ts",
  "tests/browser/editor.test.ts",
  "tests/browser/both-realms.test.ts",
  "tests/faults/interleavings.test.ts",
  "tests/outages/rows-above.test.ts",
  "tests/hostile/answers.test.ts",
  "tests/install/check-repairs.test.ts",
  "tests/budgets.test.ts",
  "tests/conformance/table.test.ts",
  "tests/play/saved-stages.test.ts",
  "tests/faults/switches.test.ts",
  "tests/faults/load.test.ts",
  "tests/case/danger.test.ts",
  "tests/access/firing-days.test.ts",
  "tests/deploy/fresh-clone.test.ts",
  "tests/play/elsewhere.test.ts",
  "tests/deploy/deploy.test.ts",
  "tests/faults/outages.test.ts",
  "tests/install/upgrade-district.test.ts",
  "tests/runs/drill-real.test.ts",
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
