/** Every tab that a register can have, in the order in which people see them. Each is owned by its subject and made when it is first needed. */
import { type ActivityRow, activityTabs } from "./activity";
import { type CaseRows, caseTabs } from "./case/tabs/case-tabs";
import { type DistrictRows, districtTabs } from "./district/district-tabs";
import { type SummaryRow, summaryTabs } from "./figures/summary-columns";
import { type GuideRow, guideTabs } from "./install/guide-tab";
import { onceEach } from "./lazy";
import { type OutboxRow, outboxTabs } from "./outbox/outbox-tab";
import type { Tabs } from "./register/columns";

declare module "./register/columns" {
  interface Rows extends CaseRows, DistrictRows {
    summary: SummaryRow;
    guide: GuideRow;
    outbox: OutboxRow;
    activity: ActivityRow;
  }
}

export const tabs: Tabs = onceEach<Tabs>({
  cases: () => caseTabs.cases,
  checklist: () => caseTabs.checklist,
  plan: () => caseTabs.plan,
  log: () => caseTabs.log,
  disclosures: () => caseTabs.disclosures,
  reports: () => caseTabs.reports,
  reporters: () => caseTabs.reporters,
  goOnSealed: () => caseTabs.goOnSealed,
  contacts: () => districtTabs.contacts,
  schools: () => districtTabs.schools,
  settings: () => districtTabs.settings,
  summary: () => summaryTabs.summary,
  education: () => districtTabs.education,
  guide: () => guideTabs.guide,
  outbox: () => outboxTabs.outbox,
  activity: () => activityTabs.activity,
});
