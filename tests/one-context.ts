/** The built bundle carries nothing from run to run (bundle/carries-nothing.test.ts proves it), so that its runs in the tests share a context. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/build/sources";
import { carriesNothing } from "../scripts/workspace";

carriesNothing(readFileSync(join(root, "dist/Code.js"), "utf8"));
