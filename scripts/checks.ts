/** The command `npm run checks`, which `npm test` runs first: lint, types, the build, unused code, and whether a Chromium starts, all at once. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "./build/sources";
import { allGood } from "./checks/at-once";

/** What npm runs by these names, without an npm for each. */
const { scripts } = z
  .object({
    scripts: z.object({
      lint: z.string(),
      types: z.string(),
      build: z.string(),
      unused: z.string(),
      chromium: z.string(),
    }),
  })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
const commands = Object.entries(scripts).map(([name, command]) => ({ name, command }));
process.exitCode = (await allGood(commands, (text) => process.stdout.write(text))) ? 0 : 1;
