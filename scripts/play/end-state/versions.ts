/** The version history of the registers: their state after every run and every event. Unchanged parts are shared between versions. */
import type { LocalWorkspace } from "../../workspace/index";
import { restoreVersion } from "../../workspace/sheets/person-structure";
import { type Spreadsheet, sheetsSlice } from "../../workspace/sheets/store";
import { sheetRegister } from "../acts/sheet-acts";
import { LooseArgument } from "../loose-argument";
import { registerIds } from "../register-cells";
import { parseDuration, type SheetAct } from "../scenario";
import { instantOf, zoneOffsets } from "../zone";

interface Version {
  /** When the version was first seen, in milliseconds since 1970. */
  readonly at: number;
  /** The event during which it was seen; -1 before the first. */
  readonly event: number;
  readonly spreadsheet: Spreadsheet;
}

const zone = zoneOffsets();

export class Versions {
  private readonly kept = new Map<string, Version[]>();

  constructor(private readonly workspace: LocalWorkspace) {
    this.note();
    workspace.whenRunEnds(() => this.note());
  }

  /** Stores every register that changed since the last call. Spreadsheets are never changed in place, so nothing is copied. */
  note(): void {
    const { store, clock, currentEvent } = this.workspace;
    for (const id of registerIds(store).values()) {
      const spreadsheet = sheetsSlice(store).spreadsheets[id];
      const versions = this.kept.get(id) ?? [];
      if (spreadsheet === undefined || versions.at(-1)?.spreadsheet === spreadsheet) continue;
      versions.push({ at: clock.now, event: currentEvent, spreadsheet });
      this.kept.set(id, versions);
    }
  }

  /**
   * Plays `restoreVersion`. The version is given by a duration before now ("PT1H", or `ago`), an instant (`to`, `at`), the end of an
   * event (a number, or `event`), the start of an event (`beforeEvent`), or a number of versions back (`back`). Without any of these it
   * is the previous version. `register` names the register, the main one by default.
   */
  restore({ argument, beside }: SheetAct, as: string): void {
    const { store } = this.workspace;
    this.note();
    const asked = new LooseArgument("restoreVersion", argument, beside);
    const id = registerIds(store).get(sheetRegister(asked) ?? "main");
    asked.text("tab");
    const isWanted = this.wanted(asked);
    asked.finish();
    const versions = id === undefined ? [] : (this.kept.get(id) ?? []);
    const version = isWanted(versions) ?? asked.refuse("there is no version so old");
    const outcome = restoreVersion(store, version.spreadsheet, as);
    if ("refused" in outcome) asked.refuse(outcome.refused);
  }

  private wanted(asked: LooseArgument): (versions: readonly Version[]) => Version | undefined {
    const back = asked.count("back", "steps", "versions");
    if (back !== undefined) return (versions) => versions.at(-1 - back);
    const before = asked.count("beforeEvent");
    if (before !== undefined) return lastThat(({ event }) => event < before);
    const when = asked.member("ago", "to", "at", "event", "afterEvent", "before") ?? asked.bare;
    if (typeof when === "number") return lastThat(({ event }) => event <= when);
    if (typeof when === "string") {
      const instant = this.instant(when);
      return instant === null
        ? asked.refuse(`${when} is neither a duration nor an instant`)
        : lastThat(({ at }) => at <= instant);
    }
    return (versions) => versions.at(-2);
  }

  private instant(text: string): number | null {
    const duration = parseDuration(text);
    return duration === null ? instantOf(text, zone) : this.workspace.clock.now - duration;
  }
}

function lastThat(holds: (version: Version) => boolean) {
  return (versions: readonly Version[]) => versions.filter(holds).at(-1);
}
