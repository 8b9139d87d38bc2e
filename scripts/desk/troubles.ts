/** Things that go wrong at a school, at Google or in between, as switches. Each stays on until it is switched off. */
import { dateText, dayMs } from "../../src/time";
import { playEdit } from "../play/acts/edit";
import { addresses } from "../play/directory";
import { registerIds } from "../play/register-cells";
import { districtZone, zoneOffsets } from "../play/zone";
import { setResponders } from "../workspace/forms/person";
import { installedTriggers, type LocalWorkspace } from "../workspace/index";
import { DeskRefused } from "./people";

interface Trouble {
  readonly id: string;
  readonly words: string;
  readonly what: string;
  /** The Google calls that fail while it is on, and the error message. */
  readonly fails?: { readonly calls: readonly string[]; readonly error?: string };
  /** What else switching it changes, if anything. */
  readonly turn?: (workspace: LocalWorkspace, isOn: boolean) => void;
}

const all: readonly Trouble[] = [
  {
    id: "mail-refused",
    words: "Email is refused",
    what: "Google accepts no email from the system for a while. Each email waits in the Outbox and is tried again.",
    fails: { calls: ["MailApp.sendEmail"], error: "Service unavailable: Mail" },
  },
  {
    id: "sheets-down",
    words: "Sheets is down",
    what: "The register can neither be read nor written by the script.",
    fails: {
      calls: [
        "Sheets.Spreadsheets.batchUpdate",
        "Sheets.Spreadsheets.get",
        "Sheets.Spreadsheets.Values.batchGetByDataFilter",
      ],
    },
  },
  {
    id: "trigger-lost",
    words: "Google forgets to tell of reports",
    what: "The Form keeps each report, but the script is not told of it. The clock finds it.",
  },
  {
    id: "contact-away",
    words: "The contact is away",
    what: "Contacts says that the designated contact is away this week. The person who stands in gets the email.",
    turn: (workspace, isOn) => {
      const { now } = workspace.clock;
      const dayOf = (at: number) => dateText(at, zoneOffsets(districtZone));
      const away = isOn
        ? { awayFrom: dayOf(now), awayTo: dayOf(now + 6 * dayMs) }
        : { awayFrom: null, awayTo: null };
      playEdit(workspace, { tab: "contacts", key: addresses.contact, set: away }, addresses.lead);
    },
  },
  {
    id: "services-off",
    words: "The Sheets service is off",
    what: "Someone switched off the Google service with which the script reads and writes the register.",
    turn: (workspace, isOn) => workspace.switchService("Sheets", !isOn),
  },
  {
    id: "permission-unticked",
    words: "The permission to send email is unticked",
    what: "The person who set it up did not tick one of the permissions that Google asks for.",
    turn: (workspace, isOn) => {
      const who = installedTriggers(workspace.store)[0]?.owner ?? addresses.admin;
      workspace[isOn ? "revokeScope" : "grantScope"](who, "script.send_mail");
    },
  },
  {
    id: "form-closed",
    words: "The Form is open to no one",
    what: "The Form was published, but no one was allowed to answer it.",
    turn: ({ store, containerId }, isOn) =>
      setResponders(store, containerId, isOn ? "nobody" : "domain", addresses.admin),
  },
];

export const troubleIds: readonly string[] = all.map(({ id }) => id);

/** How many calls in a row fail: practically all. */
const forever = 1_000_000_000;

export class Troubles {
  private readonly on: Set<string>;

  /** `on`: ids of troubles that were on when the desk was saved. What they changed is part of the saved desk. */
  constructor(
    private readonly workspace: LocalWorkspace,
    on: readonly string[],
  ) {
    this.on = new Set(on);
    this.arm();
  }

  get ids(): readonly string[] {
    return [...this.on];
  }

  has(id: string): boolean {
    return this.on.has(id);
  }

  view() {
    return all.map(({ id, words, what }) => ({ id, words, what, isOn: this.on.has(id) }));
  }

  /** Switches a trouble on or off. @throws DeskRefused if there is no such trouble, or if it needs something that does not exist yet. */
  turn(id: string, isOn: boolean): void {
    const trouble = all.find((one) => one.id === id);
    if (trouble === undefined) throw new DeskRefused(`Nothing that goes wrong is called "${id}".`);
    if (this.on.has(id) === isOn) return;
    if (id === "contact-away" && !registerIds(this.workspace.store).has("main")) {
      throw new DeskRefused("There are no contacts yet. Set it up first, in the room Admin.");
    }
    if (isOn) this.on.add(id);
    else this.on.delete(id);
    this.arm();
    trouble.turn?.(this.workspace, isOn);
  }

  /** Switches off all faults during `work`, because a Workspace cannot be saved while one is on. */
  without<T>(work: () => T): T {
    this.workspace.disarm();
    try {
      return work();
    } finally {
      this.arm();
    }
  }

  private arm(): void {
    this.workspace.disarm();
    for (const { id, fails } of all) {
      if (!this.on.has(id)) continue;
      for (const call of fails?.calls ?? []) {
        const { error } = fails ?? {};
        this.workspace.fault({ call, when: "before", times: forever, ...(error && { error }) });
      }
    }
  }
}
