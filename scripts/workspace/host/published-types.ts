/** Reads the published types of Apps Script. In a browser a module with the result, made at build time, replaces this one. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { membersIn, type RealMembers } from "../services/real-members";

let known: RealMembers | null = null;

/** The members that the types declare. Read once for each process. */
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
