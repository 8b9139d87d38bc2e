/** Which tests a change touches, by where the changed files lie (tests/README.md says how the folders mirror each other). */

/** Rooms whose tests have a folder of another name. */
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
 * Folders and files below `tests/` to hand to the test runner, sorted. `changed`: paths below the root. `exists`: whether a path below the
 * root is there. A changed test is itself, a file that helps tests stands for its folder, a source for the folder of its room.
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
  // A folder stands for what lies in it.
  return there.filter((path) => !there.some((other) => path.startsWith(`${other}/`)));
}
