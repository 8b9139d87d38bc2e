import type { TriggerDescription, Triggers } from "../ports";

function kindOf(trigger: GoogleAppsScript.Script.Trigger): TriggerDescription["kind"] | null {
  const type = trigger.getEventType();
  if (type === ScriptApp.EventType.ON_FORM_SUBMIT) return "form-submit";
  if (type === ScriptApp.EventType.ON_EDIT) return "edit";
  if (type === ScriptApp.EventType.CLOCK) return "clock";
  return null;
}

/** The triggers of the account that runs, through ScriptApp. */
export function googleTriggers(): Triggers {
  return {
    list: () =>
      ScriptApp.getProjectTriggers().flatMap((trigger) => {
        const kind = kindOf(trigger);
        const source = trigger.getTriggerSourceId() ?? null;
        const handler = trigger.getHandlerFunction();
        return kind === null
          ? []
          : [{ id: trigger.getUniqueId(), function: handler, kind, source }];
      }),
    createFormSubmit(functionName) {
      ScriptApp.newTrigger(functionName).forForm(FormApp.getActiveForm()).onFormSubmit().create();
    },
    createEdit(functionName, spreadsheetId) {
      ScriptApp.newTrigger(functionName).forSpreadsheet(spreadsheetId).onEdit().create();
    },
    createEveryMinutes(functionName, minutes) {
      ScriptApp.newTrigger(functionName).timeBased().everyMinutes(minutes).create();
    },
    createAfter(functionName, milliseconds) {
      ScriptApp.newTrigger(functionName).timeBased().after(milliseconds).create();
    },
    remove(id) {
      for (const trigger of ScriptApp.getProjectTriggers()) {
        if (trigger.getUniqueId() === id) ScriptApp.deleteTrigger(trigger);
      }
    },
  };
}
