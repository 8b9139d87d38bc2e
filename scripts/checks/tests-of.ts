/** Which tests belong to a change, by the folders of the changed files (tests/README.md explains how the folders mirror each other). */

/** Source folders whose tests are in folders with other names. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "src/google": ["tests/contract"],
  "src/ui": ["tests/dialog", "tests/browser"],
  "src/runs": ["tests/runs", "tests/situations"],
  "src/protocol": ["tests/protocol", "tests/packs"],
  "scripts/desk": ["tests/desk", "tests/browser"],
  "scripts/build": ["tests/bundle"],
  docs: ["tests/docs", "tests/steps"],
};

/**
 * Folders and files below `tests/` to give to the test runner, sorted. `changed`: paths relative to the root. `exists`: whether a path
 * relative to the root exists. A changed test stands for itself, a helper of tests for its folder, a source file for the test folder of
 * its room.
 */
export function testsOf(
  changed: readonly string[],
  exists: (path: string) => boolean,
): readonly string[] {
  const tests = changed.flatMap((path): readonly string[] => {
    const [top = "", room = ""] = path.split("/");
    if (top === "tests") {
      return [path.endsWith(".test.ts") || !path.includes("/", 6) ? path : `tests/${room}`];
    }
    if (room === "") return [];
    const name = room.replace(/\.ts$/, "");
    return elsewhere[`${top}/${name}`] ?? elsewhere[top] ?? [`tests/${name}`];
  });
  const there = [...new Set(tests)].filter(exists).sort();
  // A folder includes everything inside it.
  return there.filter((path) => !there.some((other) => path.startsWith(`${other}/`)));
}
