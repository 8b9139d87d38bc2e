/** The published types of Apps Script as text. In a browser what is read of them, made when the page was built, stands for this module. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { membersIn, type RealMembers } from "../services/real-members";

let known: RealMembers | null = null;

/** Reads the types once per process. */
export function realMembers(): RealMembers {
  known ??= readTypes();
  return known;
}

function readTypes(): RealMembers {
  const folder = dirname(
    createRequire(import.meta.url).resolve("@types/google-apps-script/package.json"),
  );
  const files = [
    ...readdirSync(folder).filter((name) => name.endsWith(".d.ts")),
    "apis/sheets_v4.d.ts",
    "apis/drive_v3.d.ts",
  ];
  return membersIn(files.map((file) => readFileSync(join(folder, file), "utf8")));
}
