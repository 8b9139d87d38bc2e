/** The order of the test files: those that take long first, so that no worker is left with one of them at the end. Vitest itself goes by size where it has not run them before. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** In the order in which they begin: those that take eight seconds and more, longest first. */
export const longFiles: readonly string[] = [
  "tests/faults/overlaps.test.ts",
  "tests/faults/switches.test.ts",
  "tests/browser/editor.test.ts",
  "tests/runs/drill-real.test.ts",
  "tests/browser/desk.test.ts",
  "tests/browser/dialogs.test.ts",
  "tests/install/upgrade-0-1-0.test.ts",
  "tests/hostile/answers.test.ts",
  "tests/budgets.test.ts",
  "tests/edits/budgets.test.ts",
  "tests/outages/rows-above.test.ts",
  "tests/faults/interleavings.test.ts",
  "tests/install/upgrade-district.test.ts",
  "tests/hostile/edited-cells.test.ts",
  "tests/faults/outages.test.ts",
  "tests/guides/guides.test.ts",
  "tests/faults/load.test.ts",
  "tests/install/room.test.ts",
  "tests/deploy/deploy.test.ts",
  "tests/deploy/fresh-clone.test.ts",
  "tests/situations/sealed-readers.test.ts",
  "tests/install/room-days.test.ts",
  "tests/access/refused-days.test.ts",
  "tests/conformance/cut.test.ts",
  "tests/situations/sealed.property.test.ts",
  "tests/situations/county.test.ts",
  "tests/access/leavers.test.ts",
  "tests/access/firing-days.test.ts",
  "tests/situations/words.test.ts",
  "tests/release/install-page.test.ts",
  "tests/hostile/directory-cells.test.ts",
  "tests/outages/defects.test.ts",
  "tests/situations/faults.test.ts",
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
