/** Builds dist/ before any test uses it, so that no two test files build at the same time. */
import { builtBundle } from "../../scripts/play/bundle";

export default async function buildOnce(): Promise<void> {
  await builtBundle();
}
