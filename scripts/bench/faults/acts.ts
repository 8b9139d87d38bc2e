/** What a call does, by its name. */
import type { HeardCall } from "./stage";

/** A call that changes something outside the script. */
export const isWrite = ({ path }: HeardCall) =>
  /\.(?:set|add|create|delete|remove|send|batchUpdate|tryLock|releaseLock)/.test(path);

/** What a call does: the name by which it is counted, but the same for every part of the Form and every type of question. */
export function actOf(countedAs: string): string {
  return countedAs
    .replace(/^\w*Item\./, "Item.")
    .replace(/^Form\.add\w+Item$/, "Form.addItem")
    .replace(/^(Form|Item)\.(?:get(?!Responses)|is|can|has|collects|supports)\w+$/, "$1.get")
    .replace(/^(Form|Item)\.(set|create)\w+$/, "$1.$2");
}
