/** The desk as a drill sees it: a register of its own, nothing remembered, every mail marked. */
import { drillSeries } from "../../case/model/case-reference";
import { AddressRefused, AppError } from "../../errors";
import { asDrill } from "../../letters/format/drill-mark";
import type { Mailer, Memory, Workspace } from "../../ports";
import { readRegisterIds } from "../../register/register-ids";
import { dateText, whenWords } from "../../time";
import { type Drill, drillLasts, mailsReservedFromDrill, waitMinutes } from "../drill-state";

/** A reader's file is none of its own, and a file without an id opens nothing. */
function memoryOf({ memory, clock }: Workspace): Memory {
  const main = readRegisterIds(memory).drill ?? "";
  const own: Readonly<Record<string, string | null>> = {
    registers: JSON.stringify({ main, sealed: "", "sealed-alternate": "" }),
    referencesGiven: `${drillSeries}-0000`,
    // It has no morning's mail.
    digestDays: `main=${dateText(clock.now(), clock)}`,
    // Nobody is told that a report waits.
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

/** To people of the drill alone; one call more in a run that sends, for what is kept for reports. */
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

export function drillDesk(workspace: Workspace, drill: Drill): Workspace {
  return { ...workspace, memory: memoryOf(workspace), mailer: mailerOf(workspace, drill) };
}
