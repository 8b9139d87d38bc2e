/**
 * The workspace in which a drill runs: its own register instead of the real ones, a memory that forgets everything, and a mailer that marks
 * every mail as a drill and writes to the drill's people alone.
 */

import { AddressRefused, AppError } from "../../errors";
import { asDrill } from "../../letters/format/drill-mark";
import type { Mailer, Memory, Workspace } from "../../ports";
import { readRegisterIds } from "../../register/register-ids";
import { drillSeries } from "../../register/saved-views";
import { dateText, whenWords } from "../../time";
import { type Drill, drillLasts, mailsReservedFromDrill, waitMinutes } from "../drill-state";

/**
 * A memory for the drill that answers fixed values and keeps nothing. The drill has no reader's file: their ids are empty, and an empty id
 * opens no file.
 */
function memoryOf({ memory, clock }: Workspace): Memory {
  const main = readRegisterIds(memory).drill ?? "";
  const own: Readonly<Record<string, string | null>> = {
    registers: JSON.stringify({ main, sealed: "", "sealed-alternate": "" }),
    referencesGiven: `${drillSeries}-0000`,
    // A drill sends no morning digest: today's is marked as sent already.
    digestDays: `main=${dateText(clock.now(), clock)}`,
    // An outage of the drill's register tells nobody: the one address to tell is empty.
    tellInOutage: JSON.stringify({ main: [""] }),
    protocol: memory.get("protocol"),
  };
  const nothing = () => undefined;
  return {
    get: (key) => own[key] ?? null,
    set: nothing,
    setAll: nothing,
    remove: nothing,
    again: nothing,
  };
}

/**
 * Sends to people of the drill alone (throws `AddressRefused` for anybody else), and leaves `mailsReservedFromDrill` mails of the day for
 * real reports (throws "few-mails-left"). One call more in a run that sends.
 */
function mailerOf({ mailer, clock }: Workspace, { people, began, answerer }: Drill): Mailer {
  let left: number | null = null;
  const remainingToday = () => Math.max(0, mailer.remainingToday() - mailsReservedFromDrill);
  return {
    remainingToday,
    send(mail) {
      if (!people.split(" ").includes(mail.to)) throw new AddressRefused("not-allowed", null);
      left = left ?? remainingToday();
      if (left <= 0) throw new AppError("few-mails-left");
      const isAsked = answerer === "" || answerer === mail.to;
      const ends = whenWords(began + drillLasts, clock);
      mailer.send(asDrill(mail, { ends, minutes: waitMinutes, isAsked }));
      left -= 1;
    },
  };
}

/** The workspace that the drill's runs get. Clock, lock and Google's services are the real ones. */
export function drillDesk(workspace: Workspace, drill: Drill): Workspace {
  return { ...workspace, memory: memoryOf(workspace), mailer: mailerOf(workspace, drill) };
}
