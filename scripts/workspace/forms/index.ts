/** The local Forms service: its tables for the runtime, and what people do to a form. */
import type { ServiceClass } from "../service";
import { formAppServices } from "./form";
import { itemServices } from "./items";
import { responseServices } from "./responses";

export { mayAnswer, PersonRefused, submitResponse } from "./person";
export type { Audience } from "./store";
export { audiences, createForm, storedForm } from "./store";

/** Needs a class "User" (key: the address) and FormApp.getUi from elsewhere; tables of one global are merged by name. */
export const formServices: readonly ServiceClass[] = [
  ...formAppServices,
  ...itemServices,
  ...responseServices,
];
