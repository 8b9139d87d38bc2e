/** What must hold on every day is noticed where it does not, unless the day says so. Made-up people only. */

import { expect, test } from "vitest";
import { sentMail } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import type { SentMail } from "../../scripts/workspace/services/mail";
import { firstDataRow } from "../../src/register/columns";
import { Day } from "./day";
import { ash, submit } from "./events";
import type { Broken } from "./every-day";
import { contact } from "./people";

test("a day that breaks what always holds fails, whatever it asks; not if it says so", async () => {
  const day = await Day.begin();
  const sealed = submit({ ...ash, recipientMayBeInvolved: "contact" });
  day.play(submit({ immediateDanger: "yes" }), sealed, { advance: "PT70M" });
  const saved = day.workspace.save();
  const again = (more: Partial<SentMail>) => {
    // What was sent is a list of the local Workspace's own.
    const sent = sentMail(day.workspace.store) as SentMail[];
    for (const mail of sent.splice(-1)) sent.push({ ...mail, ...more });
  };
  const breaking: Readonly<Record<Broken, () => void>> = {
    named: () => again({ body: "It is about Rowan Pine." }),
    ids: () => again({ subject: "Case undefined" }),
    "let in": () =>
      driveSlice(day.workspace.store).files[day.fileId("sealed")]?.editors.push(contact),
    twice: () => {
      const { rows } = day.tab("cases").sheet;
      rows[firstDataRow + 1] = rows[firstDataRow] ?? null;
    },
    silent: () => {
      for (const mail of sentMail(day.workspace.store)) Object.assign(mail, { at: 0 });
    },
  };
  for (const [what, breakIt] of Object.entries(breaking)) {
    day.workspace.resume(saved);
    breakIt();
    day.sleep("PT1M");
    expect(() => day.out(), what).toThrow(`${what}: `);
    day.workspace.resume(saved);
    breakIt();
    day.breaks = what as Broken; // The keys of the table.
    day.sleep("PT2M");
    expect(() => day.out(), what).not.toThrow();
  }
});
