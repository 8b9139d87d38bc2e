/**
 * The command `npm run checks`, which `npm test` runs first: lint, types, rooms, build, unused code, and whether a Chromium starts, all at the
 * same time.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "./build/sources";
import { allGood } from "./checks/at-once";

/** The command lines behind these npm scripts. They are started directly, because an npm process for each would take longer. */
const { scripts } = z
  .object({
    scripts: z.object({
      lint: z.string(),
      types: z.string(),
      rooms: z.string(),
      build: z.string(),
      unused: z.string(),
      chromium: z.string(),
    }),
  })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
const commands = Object.entries(scripts).map(([name, command]) => ({ name, command }));
process.exitCode = (await allGood(commands, (text) => process.stdout.write(text))) ? 0 : 1;
