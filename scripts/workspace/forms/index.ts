/** The local Forms service: what scripts can call, and what people do to a form. */
import type { ServiceClass } from "../service";
import { formAppServices } from "./form";
import { itemServices } from "./items";
import { responseServices } from "./responses";

export { mayAnswer, PersonRefused, submitResponse } from "./person";
export type { Audience } from "./store";
export { audiences, createForm, storedForm } from "./store";

/** Also needs the class "User" (services/session) and FormApp.getUi (services/ui). Declarations of one global are merged by its name. */
export const formServices: readonly ServiceClass[] = [
  ...formAppServices,
  ...itemServices,
  ...responseServices,
];
