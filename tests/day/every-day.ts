/**
 * What holds on every day, whatever is played (design 2.8, 2.10, 2.11, 2.18). It is looked at wherever a test looks at a day, in the cells
 * and emails as they are: that takes less than a millisecond.
 */

import { type DataRow, registerIds, rowsOf } from "../../scripts/play/register-cells";
import { type LocalWorkspace, sentMail } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { actStateWords, statusWords } from "../../src/case/tabs/words-in-cells";
import { once } from "../../src/lazy";
import { ownPacks } from "../../src/protocol/find-pack";
import { stateKey } from "../../src/register/columns";
import { toSerial } from "../../src/time";
import { pacific } from "../district/rows";
import { minute } from "./events";

/**
 * What a day may break on purpose: a reference or a response is there twice; nobody is asked about a danger for 65 minutes; an email names a
 * student; whom a report excludes opens its register or reads of it; people read an id of ours.
 */
export type Broken = "twice" | "silent" | "named" | "let in" | "ids";

/** Ids of the pack, and what stands where a text was forgotten. Ids of two words are English as well. */
const unread = once(() => {
  const ids = ownPacks()
    .flatMap(({ acts, factors, concerns }) => [...acts, ...factors, ...concerns])
    .flatMap(({ id }) => (id.split("-").length > 2 ? [id] : []));
  return new RegExp(`\\b(?:undefined|NaN|${ids.join("|")})\\b|\\[object `);
});

/** When a Workspace was last looked at, and the emails that were. */
const looked = new WeakMap<LocalWorkspace, string>();
const read = new WeakSet<object>();

const isText = (cell: unknown): cell is string =>
  typeof cell === "string" && cell.trim().length > 5;
const textsIn = ({ cells }: DataRow, ...keys: readonly string[]) =>
  keys.map((key) => cells[key]).filter(isText);
/** Whom a sealed case excludes. */
const excludedBy = ({ cells }: DataRow) =>
  [
    ...(/"excluded":\[[^\]]*\]/.exec(String(cells[stateKey]))?.[0].matchAll(/"([^"]+@[^"]+)"/g) ??
      []),
  ].map(([, address = ""]) => address);

/** Fails where something of that does not hold. `breaks`: what the day breaks on purpose. */
export function checkEveryDay(workspace: LocalWorkspace, breaks?: Broken): void {
  const { store, runs, clock } = workspace;
  const state = `${runs.length} ${clock.now}`;
  if (looked.get(workspace) === state) return;
  looked.set(workspace, state);
  const found: [Broken, string][] = [];
  const files = [...registerIds(store)].map(([name, id]) => {
    const [cases = [], reports = [], goingOn = []] = (
      ["cases", "reports", "goOnSealed"] as const
    ).map((tab) => rowsOf(store, id, tab));
    const isSealed = name.startsWith("sealed");
    return {
      name,
      id,
      isSealed,
      cases,
      reports,
      goingOn,
      out: new Set(isSealed ? cases.flatMap(excludedBy) : []),
    };
  });

  // Each reference once, sealed ones in each register; each response in one register, or in one sealed and others if a case was carried.
  const there = new Set<string>();
  const isTwice = (key: string) => there.has(key) || !there.add(key);
  const isCarried = files.some(
    ({ goingOn, cases }) =>
      goingOn.length > 0 || cases.some((row) => textsIn(row, "releasedTo", "handedTo").length > 0),
  );
  for (const { name, isSealed, cases, reports } of files) {
    const references = cases.flatMap((row) => textsIn(row, "case"));
    const responses = reports.flatMap((row) =>
      row.cells["part"] === 1 ? textsIn(row, "response") : [],
    );
    const keys = [
      ...references.map((key) => (isSealed ? `${name} ${key}` : key)),
      ...responses.map((key) => (isCarried ? `${isSealed ? "sealed" : name} ${key}` : key)),
    ];
    for (const key of keys.filter(isTwice)) found.push(["twice", key]);
  }

  const data = files.flatMap(({ cases, reports }) => [
    ...cases.flatMap((row) => textsIn(row, "student", "studentId")),
    ...reports.flatMap((row) => textsIn(row, "studentName", "studentId", "facts")),
  ]);
  const mails = sentMail(store);
  for (const mail of mails) {
    if (read.has(mail)) continue;
    read.add(mail);
    // Without the numbers of tabs and views in links, which may hold any digits.
    const text = `${mail.subject}\n${mail.body}`.replace(/#gid=\S+/g, "");
    const named = data.find((one) => text.includes(one));
    if (named !== undefined) found.push(["named", `“${named}” in ${text}`]);
    if (unread().test(text)) found.push(["ids", text]);
    const isOf = (id: string) => text.includes(id) && /\d\d-\d{4}/.test(text);
    if (files.some(({ id, out }) => mail.to.some((to) => out.has(to)) && isOf(id)))
      found.push(["let in", `${mail.to}: ${text}`]);
  }
  for (const { name, id, out } of files) {
    const { editors = [], viewers = [] } = driveSlice(store).files[id] ?? {};
    const readers = [...editors, ...viewers].filter((who) => out.has(who));
    if (readers.length > 0) found.push(["let in", `${readers} can open ${name}`]);
  }

  // By the last run of the clock each danger that is older was asked about within 65 minutes, unless its call was made.
  const limit =
    (runs.findLast((run) => run.function === "onClock" && run.ok)?.at ?? 0) - 65 * minute;
  const since = toSerial(limit, pacific);
  for (const { id, cases } of files) {
    for (const { cells } of cases) {
      const { case: reference, status, dangerSince, dangerOver, drill } = cells;
      if (
        status === statusWords.closed ||
        dangerOver === true ||
        drill === true ||
        !isText(reference)
      )
        continue;
      if (typeof dangerSince !== "number" || dangerSince > since) continue;
      const isAbout = (body: string) =>
        body.includes(reference) || body.includes("no one has read");
      const isMade = (row: DataRow) =>
        row.cells["case"] === reference &&
        row.cells["state"] === actStateWords.done &&
        textsIn(row, "call").length > 0;
      if (
        !mails.some(({ at, body }) => at > limit && isAbout(body)) &&
        !rowsOf(store, id, "checklist").some(isMade)
      )
        found.push(["silent", reference]);
    }
  }
  const wrong = found.filter(([what]) => what !== breaks);
  if (wrong.length > 0) throw new Error(wrong.map((one) => one.join(": ")).join("\n"));
}
