/** The functions that Google calls by name. Triggers store the names, so none is ever renamed (design section 3). */
export const entryFunctions = [
  "onOpen",
  "onFormSubmit",
  "onRegisterEdit",
  "onClock",
  "setUp",
  "settings",
  "runCheck",
  "whoCanOpen",
  "onDialog",
  "runDrill",
  "goLive",
  "printRecord",
  "yearEvidence",
  "rollOver",
  "stopAccount",
  "uninstall",
] as const;
