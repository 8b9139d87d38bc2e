/** How a failed call reads to a dialog's page. */

/** From a run's error; `assume.dialogErrorText` says whether the message begins with the error's name. */
export function dialogError(
  assume: Readonly<Record<string, string>>,
  error: string | null,
): { readonly name: string; readonly message: string } {
  const [, name = "Error", message = ""] = /^(\w+): ([\s\S]*)$/.exec(error ?? "") ?? [];
  const whole = assume["dialogErrorText"] === "with-name";
  return { name, message: whole || message === "" ? (error ?? "") : message };
}
